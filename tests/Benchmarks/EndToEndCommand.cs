using System.CommandLine;
using Analytics.Benchmarks.Contenders;
using Analytics.Benchmarks.Reports;
using Analytics.Local.Commands;

namespace Analytics.Benchmarks;

/// <summary><c>end-to-end</c>: measures each contender on a fresh stack, under the same traffic, side by side.</summary>
static class EndToEndCommand
{
    public static Command Create()
    {
        var rate = SharedOptions.Rate(5000);
        var loads = new LoadOptions();
        var output = new OutputOptions("results");
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
        var command = new Command(
            "end-to-end",
            """
            Starts Kafka, PostgreSQL, the collector and Spark again for each contender, sends traffic through HTTP, measures a window, and
            checks that every accepted event was counted once. Prints a Markdown table.
            Exit codes: 0 every contender ran and counted exactly; 1 not so; 64 usage; 69 something is not built or installed;
            75 another benchmark runs.
            """
        );
        foreach (var option in (Option[])[rate, contenders, .. loads.All])
            command.Add(option);
        output.AddTo(command);

        command.SetAction(
            (parsed, stopping) =>
                new EndToEnd(
                    loads.Load(parsed, parsed.GetValue(rate)),
                    AllContenders.Of(parsed.GetValue(contenders)!),
                    output.Files(parsed),
                    new ConsoleLines()
                ).RunAsync(stopping)
        );
        return command;
    }
}
