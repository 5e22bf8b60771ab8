using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;

namespace BatchJobs.Tests.Jobs;

/// <content>Visitors past their retention.</content>
public sealed partial class ReportJobTests
{
    /// <summary>Removes the visitors of a day, as compact does, and returns those who are in no later one.</summary>
    DataFrame ForgetVisitors(DateOnly day)
    {
        DeltaTable.ForPath(spark.Session, Lake.VisitorDays).Delete($"day = DATE '{day:O}'");
        var forgotten = Visitors("visitor_first")
            .Where($"first_day = DATE '{day:O}'")
            .Select("source", "visitor")
            .Join(Visitors("visitor_days").Select("source", "visitor"), ["source", "visitor"], "left_anti")
            .Persist();
        Assert.True(forgotten.Count() > 0);
        DeltaTable
            .ForPath(spark.Session, Lake.VisitorFirst)
            .As("t")
            .Merge(forgotten.As("s"), "t.source = s.source AND t.visitor = s.visitor")
            .WhenMatched()
            .Delete()
            .Execute();
        return forgotten;
    }

    DataFrame Visitors(string table) => spark.Session.Read().Format("delta").Load(Path.Combine(Lake.LocalPath!, table));
}
