using System.Text.Json.Nodes;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Sources;
using Analytics.Transforms;
using Microsoft.Spark.Extensions.Delta.Tables;

namespace Analytics.BatchJobs.Sinks;

/// <summary>The outcome of one row.</summary>
/// <param name="Result"><see cref="ReplayColumns.Sent"/>, <see cref="ReplayColumns.Accepted"/>, or the code of the rejection.</param>
/// <param name="EventId">The id with which its event is sent; null when the event is invalid or the id is noted already.</param>
/// <param name="Rejections">The number of rows that earlier replays of the row made; null when it is noted already.</param>
sealed record ReplayNote(RejectedRow Row, string Result, string? EventId = null, long? Rejections = null);

/// <summary>Writes the outcomes into the rows of <c>rejected</c>: one commit for many rows.</summary>
sealed class ReplayNotes(BatchRun run)
{
    const string Schema = "topic_id STRING, topic STRING, partition INT, offset BIGINT, result STRING, event_id STRING, rejections BIGINT";

    /// <summary>Adds the columns where the table does not have them. The archive's later rows are null there.</summary>
    public void AddColumns()
    {
        using var commit = run.CommitLock();
        var known = DeltaRows.Read(run.Session, run.Lake.Rejected).Columns().ToHashSet();
        var missing = ReplayColumns
            .All.Where(column => !known.Contains(column.Key))
            .Select(column => $"{column.Key} {column.Value}")
            .ToList();
        if (!known.Contains("topic_id"))
            missing.Add("topic_id STRING");
        if (missing.Count > 0)
            run.Session.Sql($"ALTER TABLE delta.`{run.Lake.Rejected}` ADD COLUMNS ({string.Join(", ", missing)})");
    }

    public void Write(IReadOnlyList<ReplayNote> notes)
    {
        if (notes.Count == 0)
            return;

        var rows = DriverRows.Of(run.Session, Schema, notes.Select(Row));
        var days = string.Join(", ", notes.Select(note => note.Row.Day).Distinct().Select(day => $"DATE '{day}'"));
        using var commit = run.CommitLock();
        DeltaTable
            .ForPath(run.Session, run.Lake.Rejected)
            .As("rejected")
            .Merge(
                rows.Alias("note"),
                $"""
                rejected.received_date IN ({days}) AND rejected.topic = note.topic AND coalesce(rejected.topic_id, '') = note.topic_id
                AND rejected.partition = note.partition AND rejected.offset = note.offset
                """
            )
            .WhenMatched()
            .UpdateExpr(
                new Dictionary<string, string>
                {
                    ["replayed_at"] = $"timestamp_millis({run.Clock.GetUtcNow().ToUnixTimeMilliseconds()})",
                    ["replay_run"] = $"'{run.Id}'",
                    ["replay_result"] = "note.result",
                    ["replay_event_id"] = "coalesce(note.event_id, rejected.replay_event_id)",
                    ["replay_rejections"] = "coalesce(note.rejections, rejected.replay_rejections)",
                }
            )
            .Execute();
    }

    static JsonObject Row(ReplayNote note) =>
        new()
        {
            ["topic_id"] = note.Row.Place.TopicId,
            ["topic"] = note.Row.Place.Topic,
            ["partition"] = note.Row.Place.Partition,
            ["offset"] = note.Row.Place.Offset,
            ["result"] = note.Result,
            ["event_id"] = note.EventId,
            ["rejections"] = note.Rejections,
        };
}
