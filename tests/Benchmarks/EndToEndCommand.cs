using System.CommandLine;
using Analytics.Benchmarks.Contenders;
using Analytics.Benchmarks.Reports;
using Analytics.Hosting;
using Analytics.Local.Commands;

namespace Analytics.Benchmarks;

/// <summary><c>end-to-end</c>: measures each contender on a fresh stack, under the same traffic, side by side.</summary>
static class EndToEndCommand
{
    public static Command Create()
    {
        var rate = SharedOptions.Rate(5000);
        var warm = Options.Time(
            "--warm",
            TimeSpan.FromMinutes(2),
            TimeSpan.FromMilliseconds(1),
            TimeSpan.FromDays(7),
            "Traffic before the window: JVMs compile for that long. Contenders that are not warm when ready get more."
        );
        var seconds = Options.Number("--seconds", 60, 1, 3600, "The window that is measured, in seconds.");
        var runs = Options.Number("--runs", 1, 1, 100, "Windows of each contender, in turn; the table shows the medians.");
        var warmBatches = Options.Number(
            "--warm-batches",
            200,
            0,
            10_000,
            "Batches that the jobs run before they say that they are ready; fewer only to try things out."
        );
        var contenders = new Option<string[]>("--contender")
        {
            Description =
                $"Who takes part, in this order; the first is what the others are compared with. All by default. "
                + $"Contenders: {string.Join(", ", AllContenders.Names)}.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [.. AllContenders.Names],
        };
        contenders.Validators.Add(result =>
        {
            foreach (var name in (result.GetValueOrDefault<string[]>() ?? []).Except(AllContenders.Names))
                result.AddError($"No contender is called '{name}'. Contenders: {string.Join(", ", AllContenders.Names)}.");
        });
        var output = new Option<string?>("--out") { Description = "A folder that gets latest.json and latest.md; none by default." };
        var readme = Page("results");
        var command = new Command(
            "end-to-end",
            """
            Starts Kafka, PostgreSQL, the collector and Spark anew for each contender, sends traffic through HTTP, measures a window, and
            checks that every accepted event was counted once. Prints a Markdown table.
            Exit codes: 0 every contender ran and counted exactly; 1 not so; 64 usage; 69 something is not built or installed;
            75 another benchmark runs.
            """
        )
        {
            rate,
            warm,
            seconds,
            runs,
            warmBatches,
            contenders,
            output,
            readme,
        };
        command.SetAction(
            (parsed, stopping) =>
                new EndToEnd(
                    new Load(
                        parsed.GetValue(rate),
                        parsed.GetValue(warm),
                        TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                        parsed.GetValue(runs),
                        parsed.GetValue(warmBatches)
                    ),
                    AllContenders.Of(parsed.GetValue(contenders)!),
                    parsed.GetValue(output),
                    parsed.GetValue(readme),
                    new Lines()
                ).RunAsync(stopping)
        );
        return command;
    }

    internal static Option<string?> Page(string mark)
    {
        var option = new Option<string?>("--readme")
        {
            Description = $"A page whose part between <!-- {mark} --> and <!-- /{mark} --> becomes the tables.",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } page && !ReportFiles.HasPart(page, mark))
                result.AddError($"--readme: {page} is no file with a line <!-- {mark} --> and a line <!-- /{mark} --> below it.");
        });
        return option;
    }
}
