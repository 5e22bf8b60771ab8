using System.CommandLine;
using Analytics.Hosting;

namespace Analytics.DashboardPreview;

/// <summary>What the preview page is started with.</summary>
/// <param name="Urls">Where it listens; this machine only, unless told otherwise: the page has no login.</param>
/// <param name="Dashboards">The folder of dashboard JSON.</param>
/// <param name="Warehouse">Npgsql connection string of the reader role.</param>
/// <param name="MaxConnections">At most this many connections to the warehouse, 1 to 16.</param>
/// <param name="StatementTimeout">A query of a panel is stopped after this, 1 s to 60 s.</param>
sealed record PreviewOptions(string Urls, string Dashboards, string Warehouse, int MaxConnections, TimeSpan StatementTimeout)
{
    /// <summary>The command line: parses, and hands the options on; <c>--help</c> and mistakes are answered by itself.</summary>
    public static RootCommand Command(Func<PreviewOptions, CancellationToken, Task<int>> run)
    {
        Option<string> urls = new("--urls") { Description = "Where to listen.", DefaultValueFactory = _ => "http://127.0.0.1:8088" };
        Option<string> dashboards = new("--dashboards")
        {
            Description = "Folder of dashboard JSON.",
            DefaultValueFactory = _ => "grafana/dashboards",
        };
        dashboards.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is var folder && !Directory.Exists(folder))
                result.AddError($"--dashboards: no folder '{folder}'.");
        });
        var warehouse = EnvironmentOption.Required(
            "--warehouse",
            "ANALYTICS_WAREHOUSE",
            "Npgsql connection string of the reader role.",
            ConnectionStrings.Check
        );
        var connections = Hosting.Options.Number("--max-connections", 6, 1, 16, "Connections to the warehouse.");
        var timeout = Hosting.Options.Number("--statement-timeout", 5, 1, 60, "Seconds until a panel's query is stopped.");
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
                        warehouse.Get(parsed),
                        parsed.GetValue(connections),
                        TimeSpan.FromSeconds(parsed.GetValue(timeout))
                    ),
                    stop
                )
        );
        return command;
    }
}
