using Analytics.Contracts;
using Analytics.SparkBinding;
using Analytics.SparkJobs.Sources;
using Analytics.Transforms;
using Microsoft.Extensions.Logging;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// Removes the rejected rows of a batch whose events were not committed: the batch is read again. The commit of a batch's rejected rows
/// says which version of <c>events</c> it follows, so it is told from a whole batch also where offsets come again.
/// </summary>
sealed partial class HalfBatch(SparkSession session, LakeFolder lake, ILogger log)
{
    /// <summary>Returns the metadata of the commit of a batch's rejected rows.</summary>
    public string MetadataOf(Batch batch) =>
        new RejectedAppend(EventsVersion, batch.Range.Start, batch.Range.End, batch.TopicIds.ToDictionary()).ToJson();

    /// <summary>Removes the rows before a batch, which is the first of a run, or the first after a failure.</summary>
    public void RemoveBefore(Batch batch)
    {
        var whole = LakeEnds.NewestCommit(session, lake.Events);
        var last = RejectedAppend.Newest(session, lake.Rejected);
        var half =
            whole is not { } events ? new LakeEnds(batch.Range.Start, batch.TopicIds.ToDictionary()).Beyond()
            : last is null ? events.Ends.Beyond()
            : last.Follows >= events.Version ? last.Rows(batch.TopicIds)
            : "false";
        Remove(half);
        if (last is null)
            Mark();
    }

    // Writes an empty append with metadata, since the commits of earlier versions have none: older rows beyond the ends, which may have
    // moved back, are not mistaken for half of a batch from then on.
    void Mark() =>
        LakeSink
            .Writer(DeltaRows.Read(session, lake.Rejected).Limit(0), "append")
            .Option("userMetadata", RejectedAppend.None.ToJson())
            .Save(lake.Rejected);

    void Remove(string condition)
    {
        var half = DeltaRows.Read(session, lake.Rejected).Where(condition).Count();
        if (half == 0)
            return;

        DeltaTable.ForPath(session, lake.Rejected).Delete(condition);
        LogRemoved(half, lake.Rejected);
    }

    // Later commits of batch jobs do not matter.
    long EventsVersion
    {
        get
        {
            if (!DeltaTable.IsDeltaTable(session, lake.Events))
                return -1;

            using var scope = Jvm.Scope();
            return DeltaMemory.Snapshot(DeltaMemory.Log(session, lake.Events)).Invoke<long>("version");
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "lake.batch.removed: {Rows} rows of {Table}: the events of their batch were not committed"
    )]
    partial void LogRemoved(long rows, string table);
}
