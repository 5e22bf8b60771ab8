using Analytics.Contracts;
using CsCheck;

namespace Warehouse.Tests.Functions;

/// <summary>The functions of reprocess, without Spark: the staged rows of the lake are inserted as its JDBC writer does.</summary>
public abstract class Corrections : FreshDatabase
{
    protected static long Midnight { get; } =
        new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddDays(-1).ToUnixTimeSeconds();

    protected static DateOnly Day { get; } = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1);

    /// <summary>The goals and properties that the run counts; null goals leave all dimensions as they are.</summary>
    protected string[]? Goals { get; set; } = ["purchase"];

    protected string[] Properties { get; } = ["web:plan"];

    protected Corrections(WarehouseServer server)
        : base(server) => Assert.True(Batch.Value<bool>($"SELECT {WarehouseFunctions.LockReprocess}()"));

    protected long Correct(string run, IEnumerable<LiveRow> lake, string? source = null, int times = 1, int duplicates = 0)
    {
        Compare(run, lake, source, times, duplicates);
        return Applied(run, source);
    }

    protected long Applied(string run, string? source = null, int mostRows = 20_000, bool withSessions = false)
    {
        using var applying = Batch.Begin();
        var changed = Apply(Batch, run, source, mostRows, withSessions);
        applying.Commit();
        return changed;
    }

    /// <param name="duplicates">Those of page views of the source web that the run removed from the lake.</param>
    protected void Compare(string run, IEnumerable<LiveRow> lake, string? source = null, int times = 1, int duplicates = 0)
    {
        Begin(run, source);
        if (duplicates > 0)
            Batch.Execute("INSERT INTO staging.lake_duplicates VALUES ($1, 'web', 'page_view', $2)", run, (long)duplicates);
        foreach (var part in lake.GroupBy(row => (Kind: row.Code.Length > 0 ? "rejected" : "second", Minute: row.Second / 60 * 60)))
        {
            for (var time = 0; time < times; time++)
                Insert(run, part.Key.Kind, part.Key.Minute, [.. part.GroupBy(Counted).Select(Grouped)]);
        }

        Batch.Execute($"SELECT {WarehouseFunctions.CompareDay}($1, $2)", run, Day);
    }

    protected void Begin(string run, string? source = null)
    {
        Batch.Execute($"SELECT {WarehouseFunctions.ClearStaging}($1)", run);
        using var copying = Batch.Begin();
        Batch.Execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        Copy(run, source);
        copying.Commit();
    }

    void Insert(string run, string kind, long minute, List<LiveRow> rows)
    {
        Batch.Execute(
            "INSERT INTO staging.lake_counts VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            run,
            kind,
            minute,
            Array(row => kind == "rejected" ? minute : row.Second),
            Array(row => row.Source),
            Array(row => kind == "rejected" ? row.Code : row.Name),
            Array(row => kind == "rejected" ? "" : row.Country),
            Array(row => kind == "rejected" ? "" : row.Device),
            Array(row => kind == "rejected" ? "" : row.Currency),
            Array(row => (long)row.Events),
            Array(row => row.Revenue ?? 0),
            Array(row => row.Oldest ?? 0),
            Array(row => row.Newest ?? 0)
        );

        T[] Array<T>(Func<LiveRow, T> value) => [.. rows.Select(value)];
    }

    // Spark groups before it writes.
    static object Counted(LiveRow row) => (row.Code.Length > 0 ? 0 : row.Second, row.Source, row.Name, row.Country, row.Currency, row.Code);

    static LiveRow Grouped(IGrouping<object, LiveRow> rows) =>
        rows.First() with
        {
            Events = rows.Sum(row => row.Events),
            Revenue = rows.Sum(row => row.Revenue ?? 0),
            Oldest = rows.Min(row => row.Oldest),
            Newest = rows.Max(row => row.Newest),
        };

    protected void Copy(string run, string? source) =>
        Batch.Execute(
            $"SELECT * FROM {WarehouseFunctions.CopyLiveDay}($1, $2, $3::text, true, $4::text[], $5)",
            run,
            Day,
            source,
            Goals,
            Properties
        );

    protected static long Apply(Session session, string run, string? source, int mostRows = 20_000, bool withSessions = false) =>
        session.Value<long>(
            $"SELECT {WarehouseFunctions.ApplyDay}($1, now(), $2, $2, $3::text, $2, $5, $4)",
            run,
            Day,
            source,
            mostRows,
            withSessions
        );

    protected List<string> Differences(string which) =>
        Batch.Rows(
            $"SELECT run_id, source, name, live, lake, duplicates, late FROM reporting.differences WHERE {which} ORDER BY run_id, "
                + "source, name"
        );
}
