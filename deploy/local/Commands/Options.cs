using System.CommandLine;
using System.CommandLine.Parsing;

namespace Analytics.Local.Commands;

/// <summary>The options that commands share.</summary>
static class Options
{
    public static Option<TimeSpan?> For(string description) =>
        new("--for") { Description = $"{description} A number with s, m or h: 30s, 2m.", CustomParser = result => Duration(result) };

    public static Option<TimeSpan> Time(string name, TimeSpan value, string description) =>
        new(name)
        {
            Description = $"{description} A number with s, m or h: 30s, 2m.",
            DefaultValueFactory = _ => value,
            CustomParser = result => Duration(result) ?? value,
        };

    public static Option<double> Rate(double value) =>
        Checked(
            new Option<double>("--rate") { Description = "Events a second, 1 to 100000.", DefaultValueFactory = _ => value },
            rate => rate is >= 1 and <= 100_000,
            "1 to 100000"
        );

    public static Option<int> Seed() =>
        new("--seed")
        {
            Description = "Decides who comes and what they do; the same seed, the same visitors.",
            DefaultValueFactory = _ => 1,
        };

    public static Option<string> Folder(string name) =>
        new("--folder") { Description = "Where data and logs are.", DefaultValueFactory = _ => LocalStackOptions.Named(name).Folder };

    public static Option<int> Batch() =>
        Checked(
            new Option<int>("--batch") { Description = "Events in one request at most, 1 to 1000.", DefaultValueFactory = _ => 50 },
            size => size is >= 1 and <= 1000,
            "1 to 1000"
        );

    static Option<T> Checked<T>(Option<T> option, Func<T, bool> good, string range)
    {
        option.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.Tokens.Count == 0)
                return;
            if (!good(result.GetValueOrDefault<T>()!))
                result.AddError($"{option.Name} takes {range}.");
        });
        return option;
    }

    static TimeSpan? Duration(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        double? unit =
            text.Length == 0
                ? null
                : text[^1] switch
                {
                    's' => 1,
                    'm' => 60,
                    'h' => 3600,
                    _ => null,
                };
        if (unit is { } seconds && double.TryParse(text[..^1], out var number) && number > 0 && number * seconds <= 7 * 86400)
            return TimeSpan.FromSeconds(number * seconds);
        result.AddError($"'{text}' is no time like 30s, 2m or 1h.");
        return null;
    }
}
