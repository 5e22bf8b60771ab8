using System.CommandLine;
using Analytics.Benchmarks.Contenders;
using Analytics.Benchmarks.Reports;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Local.Commands;

namespace Analytics.Benchmarks.CatchUp;

/// <summary><c>catch-up</c>: measures how fast a query works off a backlog.</summary>
static class CatchUpCommand
{
    public static Command Create()
    {
        var events = Options.Number("--events", 2_000_000L, 100_000L, 1_000_000_000L, "The events of the backlog.");
        var runs = Options.Number("--runs", 1, 1, 100, "Runs of each contender, in turn; the table shows the medians.");
        var live = Options.Number("--live", 1_000.0, 0, 100_000, "The events per second that come meanwhile.");
        var partitions = LoadOptions.Partitions();
        var queries = Several(
            "--query",
            "The queries, each measured alone.",
            [QueryNames.LiveMetrics, QueryNames.Sessions, QueryNames.LakeArchive]
        );
        var contenders = Several("--contender", "Who takes part, in this order.", [.. CatchUpContender.All.Select(one => one.Name)]);
        var output = new OutputOptions("catch-up");
        var command = new Command(
            "catch-up",
            """
            Sends events through a collector to Kafka; then each contender reads them all into a fresh warehouse. Prints a Markdown table.
            Exit codes: 0 every contender counted exactly; 1 not so; 64 usage; 69 something is not built or installed.
            """
        )
        {
            events,
            runs,
            partitions,
            live,
            queries,
            contenders,
        };
        output.AddTo(command);

        command.SetAction(
            (parsed, stopping) =>
                new CatchUpBenchmark(
                    new Backlog(parsed.GetValue(events), parsed.GetValue(partitions), parsed.GetValue(live)),
                    parsed.GetValue(queries)!,
                    [.. parsed.GetValue(contenders)!.Select(name => CatchUpContender.All.Single(one => one.Name == name))],
                    parsed.GetValue(runs),
                    new ConsoleLines()
                ).RunAsync(output.Files(parsed), stopping)
        );
        return command;
    }

    static Option<string[]> Several(string name, string description, string[] known)
    {
        var option = new Option<string[]>(name)
        {
            Description = $"{description} All by default: {string.Join(", ", known)}.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => known,
        };
        option.AcceptOnlyFromAmong(known);
        return option;
    }
}
