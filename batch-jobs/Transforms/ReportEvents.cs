using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;

namespace Analytics.BatchJobs.Transforms;

/// <summary>Which unique events the report counts, and whose they are.</summary>
static class ReportEvents
{
    /// <summary>The visitor of an event; null for an event without one.</summary>
    public const string Visitor = "coalesce(anonymous_id, user_id)";

    public const string IsPageView = "type IN ('page', 'screen')";

    /// <summary>Drops the events of bots, which no figure of the report has, and makes each source a key.</summary>
    public static DataFrame OfPeople(DataFrame events) =>
        events.Where("NOT coalesce(is_bot, false)").WithColumn("source", Functions.Expr(KeyCharacters.Key("source", KeyText.Source)));

    /// <summary>A condition: the event occurred on the UTC day.</summary>
    public static string On(DateOnly day) => $"occurred_at >= {Midnight(day)} AND occurred_at < {Midnight(day.AddDays(1))}";

    /// <summary>The begin of a UTC day as an SQL literal.</summary>
    public static string Midnight(DateOnly day) => $"TIMESTAMP '{day:yyyy-MM-dd} 00:00:00Z'";

    /// <summary>A UTC day as an SQL literal.</summary>
    public static string Date(DateOnly day) => $"DATE '{day:yyyy-MM-dd}'";
}
