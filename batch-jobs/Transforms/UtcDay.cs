using System.Globalization;

namespace Analytics.BatchJobs.Transforms;

/// <summary>One UTC day in Spark SQL.</summary>
static class UtcDay
{
    /// <summary>Returns the day as a literal: <c>DATE '2026-01-31'</c>.</summary>
    public static string Literal(DateOnly day) => $"DATE '{Text(day)}'";

    /// <summary>Returns the condition that a time is in the day, or up to so long before or after it.</summary>
    public static string Contains(DateOnly day, string time, TimeSpan around = default) =>
        $"{time} >= {At(day, -around)} AND {time} < {At(day.AddDays(1), around)}";

    /// <summary>Returns the begin of the day as a literal of a time.</summary>
    public static string Begin(DateOnly day) => At(day, TimeSpan.Zero);

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string At(DateOnly day, TimeSpan offset) =>
        $"TIMESTAMP '{(day.ToDateTime(TimeOnly.MinValue) + offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}Z'";
}
