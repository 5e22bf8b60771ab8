using System.CommandLine;
using Analytics.Benchmarks.Contenders;
using Analytics.Benchmarks.Reports;
using Analytics.Local.Commands;

namespace Analytics.Benchmarks;

/// <summary><c>curve</c>: measures the default stack at growing rates, each on a fresh stack.</summary>
static class CurveCommand
{
    static readonly double[] _rates = [2_000, 5_000, 10_000, 20_000, 50_000];

    public static Command Create()
    {
        var rates = new Option<double[]>("--rates")
        {
            Description = $"The events a second, one column each. [default: {string.Join(" ", _rates)}]",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => _rates,
        };
        rates.Validators.Add(result =>
        {
            if ((result.GetValueOrDefault<double[]>() ?? []).Any(rate => rate is not (>= 1 and <= 100_000)))
                result.AddError("--rates takes numbers from 1 to 100000.");
        });
        var loads = new LoadOptions();
        var output = new OutputOptions("curve");
        var command = new Command(
            "curve",
            """
            Measures like end-to-end, with every job and its defaults at growing rates: how ages, commits and costs grow, and from which
            rate on the machine is full. Prints a Markdown table.
            Exit codes: 0 every rate ran and counted exactly; 1 not so; 64 usage; 69 something is not built or installed;
            75 another benchmark runs.
            """
        );
        foreach (var option in (Option[])[rates, .. loads.All])
            command.Add(option);
        output.AddTo(command);

        command.SetAction(
            (parsed, stopping) =>
                new EndToEnd(
                    loads.Load(parsed, parsed.GetValue(rates)![0]),
                    AllContenders.AtRates(parsed.GetValue(rates)!),
                    output.Files(parsed),
                    new ConsoleLines()
                ).RunAsync(stopping)
        );
        return command;
    }
}
