using System.Text.Json;
using Analytics.Contracts;
using Microsoft.Spark.Sql;

namespace BatchJobs.Tests.Reports;

/// <summary>Makes the frames that the report's transforms take, and reads those that they return.</summary>
static class Frames
{
    const string SessionColumns =
        "day DATE, source STRING, session_id STRING, user_key STRING, started_at TIMESTAMP, last_at TIMESTAMP, is_bounce BOOLEAN, "
        + "is_bot BOOLEAN, channel STRING";

    public static DataFrame Events(SparkSession session, IEnumerable<AnalyticsEvent> events) =>
        OfJson(session, SparkSchema.Event, events.Select(e => JsonSerializer.Serialize(e, ContractsJson.Default.AnalyticsEvent)));

    public static DataFrame Sessions(SparkSession session, IEnumerable<object> sessions) => OfObjects(session, SessionColumns, sessions);

    public static DataFrame VisitorDays(SparkSession session, IEnumerable<(string Source, string Visitor, DateOnly Day)> days) =>
        OfObjects(
            session,
            "day DATE, source STRING, visitor STRING",
            days.Select(row => new
            {
                day = row.Day,
                source = row.Source,
                visitor = row.Visitor,
            })
        );

    public static DataFrame VisitorFirst(
        SparkSession session,
        IEnumerable<(string Source, string Visitor, DateOnly Day, string? Channel)> first
    ) =>
        OfObjects(
            session,
            "first_day DATE, source STRING, visitor STRING, channel STRING",
            first.Select(row => new
            {
                first_day = row.Day,
                source = row.Source,
                visitor = row.Visitor,
                channel = row.Channel,
            })
        );

    public static DataFrame OfObjects(SparkSession session, string columns, IEnumerable<object> rows) =>
        OfJson(session, columns, rows.Select(row => JsonSerializer.Serialize(row)));

    /// <summary>Each row as text, values separated by bars, sorted; null is empty.</summary>
    public static List<string> Lines(DataFrame frame, params string[] columns)
    {
        var texts = columns.Select(column => $"coalesce(CAST({column} AS STRING), '')");
        return
        [
            .. frame
                .SelectExpr($"concat_ws('|', {string.Join(", ", texts)})")
                .Collect()
                .Select(row => row.GetAs<string>(0))
                .Order(StringComparer.Ordinal),
        ];
    }

    public static IEnumerable<string> ColumnsOf(DataFrame frame) => frame.Columns().Order(StringComparer.Ordinal);

    static DataFrame OfJson(SparkSession session, string columns, IEnumerable<string> rows) =>
        session
            .CreateDataFrame(rows)
            .WithColumn("row", Functions.FromJson(Functions.Col("_1"), columns, new Dictionary<string, string> { ["mode"] = "FAILFAST" }))
            .Select("row.*");
}
