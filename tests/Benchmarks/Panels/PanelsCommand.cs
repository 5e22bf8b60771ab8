using System.CommandLine;
using Analytics.Benchmarks.Reports;
using Analytics.Hosting;
using Analytics.Local.Commands;
using Analytics.Local.Processes;

namespace Analytics.Benchmarks.Panels;

/// <summary><c>panels</c>: measures the panels of the dashboards of sessions.</summary>
static class PanelsCommand
{
    public static Command Create()
    {
        var sessions = Options.Number("--sessions", 111_000, 1_000, 1_000_000, "The sessions of each day.");
        var days = Options.Number("--days", 90, 3, 400, "The closed days.");
        var runs = Options.Number("--runs", 3, 1, 100, "Runs of each query after a first one; the median counts.");
        var warehouse = new Option<string?>("--warehouse")
        {
            Description = "Npgsql connection string of the reader of a warehouse on this machine that is measured as it is.",
        };
        var names = PanelPick.All.Select(pick => pick.Name).ToArray();
        var picks = new Option<string[]>("--pick")
        {
            Description = $"The ranges and filters. All by default: {string.Join("; ", names)}.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => names,
        };
        picks.AcceptOnlyFromAmong(names);
        var dashboards = new Option<string>("--dashboards")
        {
            Description = "The folder of the dashboards, to compare an earlier version.",
            DefaultValueFactory = _ => Path.Combine(Repository.Root, "grafana", "dashboards"),
        };
        var output = new OutputOptions("panels");
        var command = new Command(
            "panels",
            """
            Fills a fresh warehouse with invented sessions and runs the query of each panel of Overview, Acquisition, Content, Audience and
            Revenue over 24 hours, 7 and 90 days, with and without a filter. Prints a Markdown table.
            Exit codes: 0 done; 64 usage; 69 something is not built or installed.
            """
        )
        {
            sessions,
            days,
            runs,
            picks,
            dashboards,
            warehouse,
        };
        output.AddTo(command);

        command.SetAction(
            (parsed, stopping) =>
                new PanelsBenchmark(
                    new(
                        parsed.GetValue(sessions),
                        parsed.GetValue(days),
                        parsed.GetValue(runs),
                        [.. PanelPick.All.Where(pick => parsed.GetValue(picks)!.Contains(pick.Name))],
                        parsed.GetValue(dashboards)!,
                        parsed.GetValue(warehouse)
                    ),
                    output.Files(parsed),
                    new ConsoleLines()
                ).RunAsync(stopping)
        );
        return command;
    }
}
