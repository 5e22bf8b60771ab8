using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Transforms;

/// <summary>
/// Counts the visitors who completed a funnel by the channel that brought them. Out, one row for each source, funnel, touch and channel:
/// the columns of <see cref="AttributionRow"/>.
/// </summary>
/// <remarks>
/// The first touch is the channel of the visitor's first event ever. The last touch is the channel of the visitor's last session that began
/// on the day and is neither direct nor a bot's: a direct visit says nothing about what brought the visitor.
/// </remarks>
static class Attribution
{
    /// <param name="day">The day.</param>
    /// <param name="conversions">The visitors who completed a funnel on the day: funnel, source, visitor.</param>
    /// <param name="sessions">The lake's sessions.</param>
    /// <param name="visitorFirst">The lake's visitor_first.</param>
    public static DataFrame Of(DateOnly day, DataFrame conversions, DataFrame sessions, DataFrame visitorFirst)
    {
        var last = sessions
            .Where($"day = {UtcDay.Literal(day)} AND NOT is_bot AND channel <> '{Channels.Direct}'")
            .GroupBy(Col("source"), Expr("user_key AS visitor"))
            .Agg(Expr("max_by(channel, struct(started_at, session_id)) AS last"));
        return conversions
            .Join(visitorFirst.SelectExpr("source", "visitor", "channel AS first"), ["source", "visitor"], "left")
            .Join(last, ["source", "visitor"], "left")
            .SelectExpr("source", "funnel", "stack(2, 'first', first, 'last', last) AS (touch, channel)")
            .GroupBy(Col("source"), Col("funnel"), Col("touch"), Expr($"coalesce(channel, '{Channels.Direct}') AS channel"))
            .Agg(Expr("count(1) AS visitors"))
            .SelectExpr($"'{UtcDay.Text(day)}' AS day", "source", "funnel", "touch", "channel", "visitors");
    }
}
