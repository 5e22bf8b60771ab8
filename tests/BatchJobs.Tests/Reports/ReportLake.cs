using Analytics.Contracts;
using Microsoft.Spark.Sql;

namespace BatchJobs.Tests.Reports;

/// <summary>Writes the visits into a lake, as the archive does.</summary>
sealed class ReportLake(SparkSession session, LakeFolder lake)
{
    /// <summary>Adds the visits; every tenth event was received twice.</summary>
    public void Write(IReadOnlyList<Visit> visits)
    {
        var events = new ReportFrames(session, visits).Events.WithColumn("topic", Functions.Lit("analytics.events"));
        var again = events.Where("event_id LIKE '%0'").WithColumn("received_at", Functions.Expr("received_at + INTERVAL 5 SECONDS"));
        var historical = events.Limit(100).WithColumn("topic", Functions.Lit("analytics.events.historical"));
        again
            .Union(events)
            .Union(historical.WithColumn("event_id", Functions.Expr("concat('past ', event_id)")))
            .WithColumn("topic_id", Functions.Lit("t"))
            .WithColumn("partition", Functions.Lit(0))
            .WithColumn("offset", Functions.MonotonicallyIncreasingId())
            .WithColumn("received_date", Functions.Expr("to_date(received_at)"))
            .Coalesce(1)
            .Write()
            .Format("delta")
            .Mode("append")
            .PartitionBy("received_date")
            .Save(lake.Events);
    }
}
