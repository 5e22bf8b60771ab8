using Analytics.Contracts;
using Microsoft.Spark.Sql;

namespace BatchJobs.Tests.Reports;

/// <summary>Writes the visits into a lake, as the archive and reprocess do.</summary>
sealed class ReportLake(SparkSession session, LakeFolder lake)
{
    /// <summary>Adds the visits; every tenth event was received twice.</summary>
    public void Write(IReadOnlyList<Visit> visits)
    {
        var frames = new ReportFrames(session, visits);
        var events = frames.Events.WithColumn("topic", Functions.Lit("analytics.events"));
        var again = events.Where("event_id LIKE '%0'").WithColumn("received_at", Functions.Expr("received_at + INTERVAL 5 SECONDS"));
        var historical = events.Limit(100).WithColumn("topic", Functions.Lit("analytics.events.historical"));
        Append(
            again
                .Union(events)
                .Union(historical.WithColumn("event_id", Functions.Expr("concat('past ', event_id)")))
                .WithColumn("topic_id", Functions.Lit("t"))
                .WithColumn("partition", Functions.Lit(0))
                .WithColumn("offset", Functions.MonotonicallyIncreasingId())
                .WithColumn("received_date", Functions.Expr("to_date(received_at)")),
            lake.Events,
            "received_date"
        );
        Append(frames.Sessions, lake.Sessions, "day");
        Append(frames.VisitorDays, lake.VisitorDays, "day");
        Append(frames.VisitorFirst, lake.VisitorFirst);
    }

    static void Append(DataFrame rows, string table, params string[] partition) =>
        rows.Coalesce(1).Write().Format("delta").Mode("append").PartitionBy(partition).Save(table);
}
