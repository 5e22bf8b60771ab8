using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;

namespace Analytics.BatchJobs.Transforms;

/// <summary>The events that the report counts.</summary>
static class ReportEvents
{
    /// <summary>The page of a view; a screen without a path has its name.</summary>
    public static readonly string Path = KeyCharacters.Key("coalesce(page_path, name)", KeyText.Path);

    /// <summary>Drops the events of bots, which no figure of the report has, and makes each source a key.</summary>
    public static DataFrame OfPeople(DataFrame events) =>
        events.Where($"NOT {EventSql.IsBot}").WithColumn("source", Functions.Expr(EventSql.Source));
}
