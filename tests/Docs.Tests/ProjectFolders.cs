namespace Docs.Tests;

/// <summary>
/// The projects, each using only those before it, with their folders in the order of <see cref="FolderOrder"/>. A project inside
/// another's folder is one of its folders.
/// </summary>
static class ProjectFolders
{
    /// <summary>The order of folders by project.</summary>
    public static IReadOnlyDictionary<string, string> Orders { get; } =
        new OrderedDictionary<string, string>
        {
            ["contracts"] = ".",
            ["hosting"] = "., Processes, Web",
            // Three folders and their subfolders know each other: an event is read with the addresses in it, a device follows from the user
            // agent and its hints, and PostHog's dialect is one of an SDK, of which the native one knows all.
            ["collector"] =
                "Settings, Http, Telemetry, Keys, Keys/Commands, Reading + Reading/Addresses, Validation, Privacy, Enrichment/Geo, "
                + "Enrichment + Enrichment/UserAgents, Delivery/Kafka, Delivery/Duplicates, Delivery/Spool, Delivery/Spool/Commands, "
                + "Delivery/Routing, Processing, Dialects + Dialects/Posthog, Dialects/Pixel, Health, OpenApi, .",
            // Microsoft.Spark's API is circular: a DataFrame has a WriteStream, and the reader of a stream returns a DataFrame.
            ["spark-binding"] =
                "Protocol, Launch, Interop, Types, Sql + Sql/Collecting + Sql/Expressions + Sql/Functions + Streaming, Delta",
            ["spark-jobs"] = "Transforms, Settings, Sources, Sinks, Sinks/Lean, Sinks/Distributed, Queries, WarmUp, Monitoring, Jobs, .",
            ["warehouse"] = ".",
            ["batch-jobs"] = "Settings, Sources, Transforms, Runs, Gold, Sinks, Grafana, Schedule, Erasure, Retention, Jobs, .",
            ["grafana/preview"] = "Settings, Macros, Variables, Frames, Dashboards, Prometheus, Queries, Web, .",
            ["deploy/local"] =
                "Processes, Components, Kafka, Postgres, Stack, Figures, Traffic/Sites, Traffic/Visits, Traffic, Traffic/History, "
                + "Grafana, Commands, .",
            ["samples/OrdersByCountry"] = ".",
            ["samples/OrdersByCountry.Tests"] = ".",
            ["tests/Testing"] = "Waiting, Processes, Disks, Postgres, Kafka, Http, Lake, Ledger, Browsers, Prometheus, Sdks, .",
            ["tests/Benchmarks"] =
                "Processes, Contenders, Measuring, Reports, Idle, Ingest/Sending, Ingest/Servers, Ingest, Ingest/Neighbors, Events, "
                + "CatchUp, Batch, Panels, Stock, .",
            ["tests/Contracts.Tests"] = ".",
            ["tests/Hosting.Tests"] = "., Processes, Web",
            ["tests/Collector.Tests"] =
                "Running, Processing, Abuse, Abuse/Fuzz, Settings, Http, Telemetry, Keys, Keys/Commands, Reading, Reading/Addresses, "
                + "Validation, Privacy, Enrichment, Enrichment/Geo, Enrichment/UserAgents, Delivery/Kafka, Delivery/Duplicates, Faults, "
                + "Delivery/Spool, Delivery/Spool/Commands, Delivery/Routing, Dialects, Dialects/Pixel, Dialects/Posthog, Health, OpenApi, "
                + "Sdks",
            ["tests/SparkBinding.Tests"] = "., Interop, Protocol, Types, Sql, Streaming, Delta, Contract, Launch",
            ["tests/SparkJobs.Tests"] = "., Jobs, Transforms, Settings, Sources, Sinks, Queries, WarmUp, Monitoring, Security",
            ["tests/Warehouse.Tests"] = "., Tables, Functions, Views, Grants",
            ["tests/BatchJobs.Tests"] = "., Reports, Streaming, Sources, Transforms, Gold, Sinks, Grafana, Schedule, Settings, Jobs",
            ["tests/DashboardPreview.Tests"] = "., Lint, Seed, Macros, Variables, Frames, Queries, Alerting, Web, Prometheus",
            ["tests/Local.Tests"] =
                "., Processes, Components, Kafka, Postgres, Stack, Figures, Traffic/Visits, Traffic, Traffic/History, Testing, Commands, "
                + "Schedule, Services",
            ["tests/Gateway.Tests"] = "Running, .",
            ["tests/Compose.Tests"] = "., Definition, Images, Grafana",
            ["tests/Benchmarks.Tests"] = "., Processes, Measuring, Reports, Ingest/Sending, Ingest, Panels",
            ["tests/EndToEnd.Tests"] = "Batch, ., Samples",
            ["tests/Faults.Tests"] = "Faults, .",
            ["tests/Docs.Tests"] = ".",
        };

    /// <summary>Returns the project whose folder holds a file; null without one.</summary>
    /// <param name="file">A path relative to the repository.</param>
    public static string? Of(string file) =>
        Orders.Keys.FirstOrDefault(project => file.StartsWith($"{project}/", StringComparison.Ordinal));
}
