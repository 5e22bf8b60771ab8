using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Analytics.Hosting;

/// <summary>Command-line options that check their values: a number within a range, a duration.</summary>
public static class Options
{
    const string Units = "a number with ms, s, m, h or d";

    /// <summary>Creates a number with a default. The range is added to the description and to the error.</summary>
    public static Option<T> Number<T>(string name, T value, T least, T most, string description)
        where T : struct, INumber<T> =>
        new(name)
        {
            Description = Describe(description, least, most),
            DefaultValueFactory = _ => value,
            CustomParser = result => Read(result, name, least, most) ?? value,
        };

    /// <summary>Creates an optional number.</summary>
    public static Option<T?> Number<T>(string name, T least, T most, string description)
        where T : struct, INumber<T> =>
        new(name) { Description = Describe(description, least, most), CustomParser = result => Read(result, name, least, most) };

    /// <summary>Creates a duration with a default: <c>100ms</c>, <c>30s</c>, <c>2m</c>.</summary>
    public static TimeOption Time(string name, TimeSpan value, TimeSpan least, TimeSpan most, string description) =>
        new(name, value, Describe(description, least, most)) { CustomParser = result => Read(result, name, least, most) };

    /// <summary>Creates an optional duration.</summary>
    public static Option<TimeSpan?> Time(string name, TimeSpan least, TimeSpan most, string description) =>
        new(name) { Description = Describe(description, least, most), CustomParser = result => Read(result, name, least, most) };

    /// <summary>Creates a hidden option under the old name of another: its use is an error that says how to write the new one.</summary>
    /// <param name="name">The old name.</param>
    /// <param name="now">The new name and an example of its value: <c>--fetch-max-wait 500ms</c>.</param>
    public static Option<string?> Renamed(string name, string now) =>
        new(name)
        {
            Hidden = true,
            CustomParser = result =>
            {
                result.AddError($"{name} has another name now: {now}.");
                return null;
            },
        };

    static T? Read<T>(ArgumentResult result, string name, T least, T most)
        where T : struct, INumber<T>
    {
        var text = result.Tokens[0].Value;
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;

        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes {least} to {most}, not '{text}'."));
        return null;
    }

    static TimeSpan? Read(ArgumentResult result, string name, TimeSpan least, TimeSpan most)
    {
        var text = result.Tokens[0].Value;
        if (Duration.Parse(text) is { } duration && duration >= least && duration <= most)
            return duration;

        result.AddError($"{name} takes a time of {Range(least, most)}, {Units}, not '{text}'.");
        return null;
    }

    static string Describe<T>(string description, T least, T most)
        where T : struct, INumber<T> => string.Create(CultureInfo.InvariantCulture, $"{description} {least} to {most}.");

    static string Describe(string description, TimeSpan least, TimeSpan most) => $"{description} {Range(least, most)}, {Units}.";

    static string Range(TimeSpan least, TimeSpan most) => $"{Duration.Text(least)} to {Duration.Text(most)}";
}
