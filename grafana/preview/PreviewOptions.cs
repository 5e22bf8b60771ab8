using System.CommandLine;
using Npgsql;

namespace Analytics.DashboardPreview;

/// <summary>What the preview page is started with.</summary>
/// <param name="Urls">Where it listens; this machine only, unless told otherwise: the page has no login.</param>
/// <param name="Dashboards">The folder of dashboard JSON.</param>
/// <param name="Warehouse">Npgsql connection string of the reader role.</param>
/// <param name="MaxConnections">At most this many connections to the warehouse, 1 to 16.</param>
/// <param name="StatementTimeout">A query of a panel is stopped after this, 1 s to 60 s.</param>
public sealed record PreviewOptions(string Urls, string Dashboards, string Warehouse, int MaxConnections, TimeSpan StatementTimeout)
{
    public const string DefaultUrls = "http://127.0.0.1:8088";

    /// <summary>Everything that is wrong, at once.</summary>
    public IEnumerable<string> Mistakes()
    {
        if (!Directory.Exists(Dashboards))
            yield return $"--dashboards: no folder '{Dashboards}'.";
        if (Warehouse.Length == 0)
        {
            yield return "ANALYTICS_WAREHOUSE or --warehouse: the connection string of the reader role is missing.";
        }
        else if (!IsConnectionString(Warehouse))
        {
            yield return "ANALYTICS_WAREHOUSE or --warehouse: not an Npgsql connection string "
                + "(Host=...;Port=...;Database=...;Username=...).";
        }
        if (MaxConnections is < 1 or > 16)
            yield return $"--max-connections: {MaxConnections} is not within 1 and 16.";
        if (StatementTimeout < TimeSpan.FromSeconds(1) || StatementTimeout > TimeSpan.FromSeconds(60))
            yield return "--statement-timeout: not within 1 and 60 seconds.";
    }

    /// <summary>The command line: parses, and hands the options on; <c>--help</c> and mistakes are answered by itself.</summary>
    public static RootCommand Command(Func<PreviewOptions, CancellationToken, Task<int>> run)
    {
        Option<string> urls = new("--urls") { Description = "Where to listen.", DefaultValueFactory = _ => DefaultUrls };
        Option<string> dashboards = new("--dashboards")
        {
            Description = "Folder of dashboard JSON.",
            DefaultValueFactory = _ => "grafana/dashboards",
        };
        Option<string> warehouse = new("--warehouse")
        {
            Description = "Npgsql connection string of the reader role; default: environment ANALYTICS_WAREHOUSE.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ANALYTICS_WAREHOUSE") ?? "",
        };
        Option<int> connections = new("--max-connections")
        {
            Description = "Connections to the warehouse, 1 to 16.",
            DefaultValueFactory = _ => 6,
        };
        Option<int> timeout = new("--statement-timeout")
        {
            Description = "Seconds until a panel's query is stopped, 1 to 60.",
            DefaultValueFactory = _ => 5,
        };
        RootCommand command = new("Draws the Grafana dashboards of a folder from the warehouse, without Grafana.")
        {
            urls,
            dashboards,
            warehouse,
            connections,
            timeout,
        };
        command.SetAction(
            (parsed, stop) =>
                run(
                    new PreviewOptions(
                        parsed.GetValue(urls)!,
                        parsed.GetValue(dashboards)!,
                        parsed.GetValue(warehouse)!,
                        parsed.GetValue(connections),
                        TimeSpan.FromSeconds(parsed.GetValue(timeout))
                    ),
                    stop
                )
        );
        return command;
    }

    static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
