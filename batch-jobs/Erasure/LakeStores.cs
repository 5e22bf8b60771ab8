using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Erasure;

/// <summary>The tables of the lake, in the order in which rows are removed: those that prove the links between ids are last.</summary>
static class LakeStores
{
    static readonly string[] _rejectedTexts = ["original", "message", "request_id"];
    static readonly string[] _place = ["topic", "topic_id", "partition", "offset"];

    public static LakeStore VisitorDays(LakeFolder lake) =>
        new(LakeTables.VisitorDays, lake.VisitorDays, ["source", "visitor"], "day", true, LakeStatistics.Derived);

    public static LakeStore VisitorFirst(LakeFolder lake) =>
        new(LakeTables.VisitorFirst, lake.VisitorFirst, ["source", "visitor"], "first_day", false, LakeStatistics.Derived);

    public static LakeStore Rejected(LakeFolder lake) =>
        new(LakeTables.Rejected, lake.Rejected, _place, "received_date", true, LakeStatistics.Rejected);

    public static LakeStore Sessions(LakeFolder lake) =>
        new(LakeTables.Sessions, lake.Sessions, ["source", "session_id"], "day", true, LakeStatistics.Derived);

    public static LakeStore Events(LakeFolder lake) =>
        new(LakeTables.Events, lake.Events, _place, "received_date", true, LakeStatistics.Events);

    /// <summary>Finds the person's rows in every table that exists.</summary>
    public static IReadOnlyList<FoundRows> Find(BatchRun run, EraseSettings settings, Person person)
    {
        var rows = new PersonRows(person);
        var lake = run.Lake;
        return
        [
            .. new[]
            {
                Found(VisitorDays(lake), _ => rows.Is("visitor")),
                Found(VisitorFirst(lake), _ => rows.Is("visitor")),
                Found(Rejected(lake), table => RejectedTexts(rows, table)),
                Found(Sessions(lake), _ => rows.Has("user_id", "user_key"), isProof: rows.HasUser("user_id")),
                Found(
                    Events(lake),
                    _ => rows.Has("user_id", "anonymous_id"),
                    table => rows.Names(ConcatWs("\n", [.. EventTexts(table)])),
                    rows.HasUser("user_id")
                ),
            }.OfType<FoundRows>(),
        ];

        FoundRows? Found(LakeStore store, Func<DataFrame, Column> has, Func<DataFrame, Column>? names = null, Column? isProof = null) =>
            store.Rows(run) is { } table
                ? FoundRows.Of(store, store.Find(table, settings, has(table), names?.Invoke(table), isProof))
                : null;
    }

    // Every text of the event; the ids have their own condition.
    static IEnumerable<Column> EventTexts(DataFrame table) =>
        SparkSchema
            .EventColumnNames.Except(SparkSchema.TypedEventColumnNames)
            .Except(["source", "type", "user_id", "anonymous_id"])
            .Intersect(table.Columns())
            .Select(name => Col(name));

    static Column RejectedTexts(PersonRows rows, DataFrame table) =>
        (Col("original_encoding").EqNullSafe("base64") & rows.NamesInBase64("original"))
        | rows.Names(ConcatWs("\n", [.. _rejectedTexts.Intersect(table.Columns()).Select(name => Col(name))]));
}
