using Analytics.Transforms;
using Microsoft.Spark.Sql;

namespace Analytics.BatchJobs.Transforms;

/// <summary>The events that the report counts.</summary>
static class ReportEvents
{
    /// <summary>Drops the events of bots, which no figure of the report has, and makes each source a key.</summary>
    public static DataFrame OfPeople(DataFrame events) =>
        events.Where($"NOT {EventSql.IsBot}").WithColumn("source", Functions.Expr(EventSql.Source));
}
