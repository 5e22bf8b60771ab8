using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Erasure;

/// <summary>The tables of the lake, in the order in which rows are removed: those that prove the links between ids are last.</summary>
static class LakeStores
{
    static readonly string[] _rejectedTexts = ["original", "field", "message", "reasons", "request_id", "user_agent", "replay_event_id"];
    static readonly string[] _place = ["topic", "topic_id", "partition", "offset"];

    public static LakeStore Duplicates(LakeFolder lake) =>
        new(LakeTables.Duplicates, lake.Duplicates, _place, "day", true, LakeStatistics.Derived);

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
                Derived(Duplicates(lake), Lit(false)),
                Derived(VisitorDays(lake), rows.Is("visitor")),
                First(),
                Found(Rejected(lake), Lit(false), table => RejectedTexts(rows, table)),
                Derived(Sessions(lake), rows.Has("user_id", "user_key"), _ => rows.Names(Col("session_id")), rows.HasUser("user_id")),
                Found(
                    Events(lake),
                    rows.Has("user_id", "anonymous_id"),
                    table => rows.Names(ConcatWs("\n", [.. EventTexts(table)])),
                    rows.HasUser("user_id")
                ),
            }.OfType<FoundRows>(),
        ];

        FoundRows? First()
        {
            var (store, ofVisitor) = (VisitorFirst(lake), rows.Is("visitor"));
            var found = Derived(store, ofVisitor);
            return found is not null && (settings.From ?? settings.To) is not null && VisitorDays(lake).Rows(run) is { } days
                ? ReturningVisitors.Keep(found, store.Rows(run)!, days.Where(ofVisitor), settings)
                : found;
        }

        FoundRows? Found(LakeStore store, Column has, Func<DataFrame, Column>? names = null, Column? isProof = null, bool isDerived = false)
        {
            if (store.Rows(run) is not { } table)
                return null;

            var named = names?.Invoke(table);
            var found = FoundRows.Of(store, store.Find(table, settings, has, named, isProof));
            // A row of another visitor stays where it names the person: the next run of reprocess makes it of the events that are left.
            return isDerived
                ? found with
                {
                    Texts = LakeTexts.Find(store, store.Within(table, settings).Where(!(named is null ? has : has | named)), rows),
                }
                : found;
        }

        FoundRows? Derived(LakeStore store, Column has, Func<DataFrame, Column>? names = null, Column? isProof = null) =>
            Found(store, has, names, isProof, isDerived: true);
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
        | rows.Names(ConcatWs("\n", [.. _rejectedTexts.Intersect(table.Columns()).Select(name => Col(name).Cast("string"))]));
}
