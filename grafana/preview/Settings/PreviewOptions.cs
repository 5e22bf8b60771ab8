using System.CommandLine;
using Analytics.Hosting;

namespace Analytics.DashboardPreview.Settings;

/// <summary>The options of the preview page.</summary>
/// <param name="Urls">The addresses to listen on; this machine only by default, since the page has no login.</param>
/// <param name="Dashboards">The folder of dashboard JSON.</param>
/// <param name="Warehouse">The Npgsql connection string of the reader role.</param>
/// <param name="MaxConnections">The largest number of connections to the warehouse, 1 to 16.</param>
/// <param name="StatementTimeout">The longest time of a panel's query, 1 s to 60 s.</param>
sealed record PreviewOptions(string Urls, string Dashboards, string Warehouse, int MaxConnections, TimeSpan StatementTimeout)
{
    /// <summary>The address of Prometheus, ending with a slash; null without one, and panels on it then say so.</summary>
    public Uri? Prometheus { get; init; }

    const string DefaultDashboards = "grafana/dashboards";

    /// <summary>The command line: parses the options and passes them on; answers <c>--help</c> and errors itself.</summary>
    public static RootCommand Command(Func<PreviewOptions, CancellationToken, Task<int>> run)
    {
        Option<string> urls = new("--urls") { Description = "Where to listen.", DefaultValueFactory = _ => "http://127.0.0.1:8088" };
        Option<string> dashboards = new("--dashboards")
        {
            Description = "Folder of dashboard JSON.",
            DefaultValueFactory = _ => DefaultDashboards,
        };
        var warehouse = EnvironmentOption.Required(
            "--warehouse",
            "ANALYTICS_WAREHOUSE",
            "Npgsql connection string of the reader role.",
            ConnectionStrings.Check
        );
        var prometheus = EnvironmentOption.Optional(
            "--prometheus",
            "ANALYTICS_PROMETHEUS",
            "Address of Prometheus, for the dashboards on it.",
            text => AddressOf(text) is null ? "is no address such as http://127.0.0.1:9090" : null
        );
        var connections = Options.Number("--max-connections", 6, 1, 16, "Connections to the warehouse.");
        var timeout = Options.Time(
            "--statement-timeout",
            TimeSpan.FromSeconds(5),
            TimeSpan.FromSeconds(1),
            TimeSpan.FromMinutes(1),
            "The longest time of a panel's query; PostgreSQL cancels a slower one."
        );
        RootCommand command = new("Draws the Grafana dashboards of a folder from the warehouse, without Grafana.")
        {
            urls,
            dashboards,
            warehouse,
            prometheus,
            connections,
            timeout,
        };
        // A validator of the command, as the warehouse's is: an option's validator is skipped when another error is found first.
        command.Validators.Add(result =>
        {
            var folder = result.GetValue(dashboards) ?? DefaultDashboards;
            if (!Directory.Exists(folder))
                result.AddError($"--dashboards: no folder '{folder}'.");
        });
        command.SetAction(
            (parsed, stop) =>
                run(
                    new PreviewOptions(
                        parsed.GetValue(urls)!,
                        parsed.GetValue(dashboards)!,
                        warehouse.Get(parsed),
                        parsed.GetValue(connections),
                        timeout.Get(parsed)
                    )
                    {
                        Prometheus = prometheus.Find(parsed) is { } address ? AddressOf(address) : null,
                    },
                    stop
                )
        );
        return command;
    }

    static Uri? AddressOf(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") ? address : null;
}
