using System.Text.RegularExpressions;
using Analytics.Hosting;

namespace Analytics.Transforms;

/// <summary>Properties of events whose values are counted, at most five of a source.</summary>
public sealed partial class PropertyDimensions(IReadOnlyList<(string Source, string Property)> all)
{
    const int MostPerSource = 5;

    /// <summary>The setting of every program that counts values.</summary>
    public static EnvironmentOption Setting { get; } =
        EnvironmentOption.Optional(
            "--count-properties",
            "ANALYTICS_COUNT_PROPERTIES",
            $"Properties whose values are counted per minute, as source:property[,source:property], at most {MostPerSource} of a source.",
            Check
        );

    public static PropertyDimensions None { get; } = new([]);

    public IReadOnlyList<(string Source, string Property)> All => all;

    /// <summary>Returns what is wrong with a text such as <c>shop:plan,shop:color,blog:author</c>, to follow the setting's name.</summary>
    public static string? Check(string text)
    {
        var found = Split(text);
        return found.FirstOrDefault(pair => !Pair().IsMatch(pair)) is { } wrong
                ? $"has '{wrong}', which is not source:property of letters, digits and _ . - $ or blanks"
            : Parse(text).All.GroupBy(pair => pair.Source).FirstOrDefault(source => source.Count() > MostPerSource) is { } many
                ? $"names {many.Count()} properties of {many.Key}, more than {MostPerSource}"
            : null;
    }

    /// <param name="text">A text in which <see cref="Check"/> finds nothing wrong; null for none.</param>
    public static PropertyDimensions Parse(string? text) =>
        new([.. Split(text ?? "").Select(pair => pair.Split(':')).Select(pair => (pair[0].Trim(), pair[1].Trim())).Distinct()]);

    static string[] Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"\A[\w .$-]{1,64}:[\w .$-]{1,50}\z")]
    private static partial Regex Pair();
}
