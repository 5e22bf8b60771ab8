using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Transforms;
using Analytics.Contracts;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Gold;

/// <summary>What the report of one UTC day reads. Disposing it frees what Spark keeps for it.</summary>
sealed class ReportInput : IDisposable
{
    static readonly TimeSpan _before = TimeSpan.FromHours(12);

    ReportInput(DataFrame events, DataFrame sessions, DataFrame visitorDays, DataFrame visitorFirst) =>
        (Events, Sessions, VisitorDays, VisitorFirst) = (events, sessions, visitorDays, visitorFirst);

    /// <summary>The events of 12 hours before the day, of the day and of the day after it, each once.</summary>
    public DataFrame Events { get; }

    public DataFrame Sessions { get; }
    public DataFrame VisitorDays { get; }
    public DataFrame VisitorFirst { get; }

    public static ReportInput Of(BatchRun run, DateOnly day)
    {
        var end = Funnels.LastDay(day).AddDays(1);
        var events = Load(run, run.Lake.Events)
            .Where($"topic LIKE '%.events' AND received_date >= {ReportEvents.Date(day.AddDays(-1))}")
            .Where(
                $"occurred_at >= {ReportEvents.Midnight(day)} - INTERVAL {_before.TotalHours:0} HOURS AND occurred_at < {ReportEvents.Midnight(end)}"
            );
        return new(
            Unique(events)
                .Select([.. SparkSchema.EventColumnNames.Where(name => name is not ("properties" or "context")).Select(name => Col(name))])
                .Persist(),
            Load(run, run.Lake.Sessions),
            Load(run, run.Lake.VisitorDays),
            Load(run, run.Lake.VisitorFirst)
        );
    }

    static DataFrame Unique(DataFrame events) =>
        events
            .WithColumn(
                "twin",
                Expr(
                    "row_number() OVER (PARTITION BY source, coalesce(channel, ''), event_id ORDER BY received_at, topic_id, topic, partition, offset)"
                )
            )
            .Where("twin = 1");

    static DataFrame Load(BatchRun run, string table) =>
        DeltaTable.IsDeltaTable(run.Session, table)
            ? run.Session.Read().Format("delta").Load(table)
            : throw new JobException(Hosting.ExitCodes.DataError, $"The lake has no {Path.GetFileName(table)}.");

    public void Dispose() => Events.Unpersist();
}
