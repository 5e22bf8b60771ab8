using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Analytics.Contracts;
using Analytics.Hosting;
using Microsoft.Spark.Sql;

namespace Analytics.Transforms;

/// <summary>The goals of <c>goals.json</c>. Streaming and batch count the same events as conversions.</summary>
public sealed partial class Goals(IReadOnlyList<Goal> all)
{
    public const string Option = "--goals";
    public const string Variable = "ANALYTICS_GOALS";

    const int LongestName = 64;
    const int Most = 20;

    /// <summary>The setting of every program that counts conversions.</summary>
    public static EnvironmentOption Setting { get; } =
        EnvironmentOption.Optional(
            Option,
            Variable,
            "File of goals: a JSON array of name and filter, a condition in Spark SQL on the columns of an event. Without it, purchase is "
                + "a track event named Order Completed.",
            Check
        );

    /// <summary>The goals that are built in.</summary>
    public static Goals Embedded { get; } = Parse(EmbeddedText.Read(typeof(Goals).Assembly, "goals.json")).Goals!;

    public IReadOnlyList<Goal> All => all;

    /// <summary>A Spark SQL condition, never null: some goal names the event.</summary>
    public string IsConversion => all.Count == 0 ? "false" : $"({string.Join(" OR ", all.Select(Names))})";

    /// <summary>The columns of the event that the filters may use, in whichever case: Spark ignores it.</summary>
    public IReadOnlyList<string> Columns =>
        [
            .. SparkSchema.EventColumnNames.Intersect(
                all.SelectMany(goal => Word().Matches(goal.Filter)).Select(word => word.Value),
                StringComparer.OrdinalIgnoreCase
            ),
        ];

    /// <summary>A Spark SQL condition, never null: the goal names the event.</summary>
    public static string Names(Goal goal) => $"coalesce(({goal.Filter}), false)";

    /// <summary>Returns the goals of a file, or of the program when the path is null.</summary>
    /// <exception cref="InvalidDataException">The file was changed since <see cref="Check"/>.</exception>
    public static Goals Read(string? path) =>
        path is null ? Embedded
        : Parse(File.ReadAllText(path)) is { Goals: { } goals } ? goals
        : throw new InvalidDataException($"{path} {Check(path)}.");

    /// <summary>Returns what is wrong with a file of goals, to follow its name; null when nothing is.</summary>
    public static string? Check(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path)).Error;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"can't be read: {error.Message}";
        }
    }

    /// <summary>
    /// Returns the first goal whose filter is no condition on the columns of an event, with Spark's reason; null when all are.
    /// </summary>
    public string? Refusal(SparkSession session)
    {
        if (this == Embedded)
            return null; // Without a file the start need not wait for Spark's analysis.

        var events = session.Sql($"SELECT from_json('', '{SparkSchema.Event}') AS event").Select("event.*");
        foreach (var goal in all)
        {
            try
            {
                events.Where(goal.Filter).Schema();
            }
            catch (Exception error)
            {
                return $"The filter of the goal '{goal.Name}' is no condition on the columns of an event: {error.Message}";
            }
        }

        return null;
    }

    static (Goals? Goals, string? Error) Parse(string json)
    {
        try
        {
            var goals = JsonSerializer.Deserialize(json, GoalsJson.Default.GoalArray) ?? [];
            return goals.Length > Most ? (null, $"has {goals.Length} goals, more than {Most}")
                : goals.FirstOrDefault(goal => goal is null || !IsName(goal.Name)) is { } unnamed
                    ? (null, $"has the goal '{unnamed.Name}', whose name is no text of 1 to {LongestName} characters without quotes")
                : goals.FirstOrDefault(goal => string.IsNullOrWhiteSpace(goal.Filter)) is { } empty
                    ? (null, $"has no filter for the goal '{empty.Name}'")
                : goals.GroupBy(goal => goal.Name).FirstOrDefault(same => same.Count() > 1) is { } same
                    ? (null, $"names {same.Count()} goals '{same.Key}'")
                : (new Goals(goals), null);
        }
        catch (JsonException error)
        {
            return (null, $"is no JSON array of name and filter: {error.Message}");
        }
    }

    static bool IsName(string name) => name.Length is > 0 and <= LongestName && !name.Any(c => char.IsControl(c) || c is '\'' or '\\');

    [GeneratedRegex(@"\b[a-z_]+\b", RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(Goal[]))]
sealed partial class GoalsJson : JsonSerializerContext;
