using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Sources;
using Analytics.BatchJobs.Transforms;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Gold;

/// <summary>
/// The derived tables of one UTC day: duplicates, sessions, visitor_days and visitor_first. What is computed before the commits is
/// persisted, so that the lock of the lake is held for the writing only. Disposing it frees that.
/// </summary>
sealed class GoldDay : IDisposable
{
    // Spark keeps sums of texts by group in memory up to this number of groups in a task, 2 KB each; beyond it, and by default beyond 128,
    // it sorts all rows. The default fits where groups are large, as when counts are put into arrays.
    const string GroupsInMemory = "spark.sql.objectHashAggregate.sortBased.fallbackThreshold";
    const int MostGroups = 20_000;

    readonly BatchRun _run;
    readonly DayWindow _window;
    readonly Lazy<CachedRows> _parts;
    readonly Lazy<CachedRows> _sessions;
    readonly Lazy<CachedRows> _visitorDays;
    DataFrame? _sessionsOfLake;

    /// <param name="run">The run.</param>
    /// <param name="window">The events around the day.</param>
    public GoldDay(BatchRun run, DayWindow window)
    {
        (_run, _window) = (run, window);
        run.Session.Conf().Set(GroupsInMemory, MostGroups);
        _parts = new(() => new(SessionParts.Of(window.Events, run.Goals)));
        _sessions = new(() => new(Gold.Sessions.Of(_parts.Value.Rows, window.Day)));
        _visitorDays = new(() => new(Visitors.Of(_parts.Value.Rows, _sessions.Value.Rows, window.Day)));
    }

    /// <summary>The sessions that began on the day.</summary>
    public DataFrame Sessions => _sessionsOfLake ?? _sessions.Value.Rows;

    /// <summary>The visitors of the day, a row each.</summary>
    public DataFrame VisitorDays => _visitorDays.Value.Rows;

    /// <summary>Makes the derived tables of a day from the lake's current rows.</summary>
    public static void Make(BatchRun run, LedgerSnapshot ledger, DateOnly day)
    {
        using var window = new DayWindow(
            LakeTable.Events(run.Session, run.Lake.Events).Where(ledger.IsOfCountedTopic),
            day,
            source: null,
            withHash: true
        );
        using var gold = new GoldDay(run, window);
        gold.Write(source: null);
    }

    /// <summary>Replaces the day's rows, of one source or (null) of all, in the lake, unless it holds the same rows.</summary>
    public void Write(string? source)
    {
        var origin = source is null && _window.Hash is { } rows ? new Origin(_run, _window.Day, rows) : null;
        if (origin?.IsOfLake() == true)
        {
            _sessionsOfLake = origin.OfDay(_run.Lake.Sessions).Drop(Origin.Column);
            return;
        }

        var (sessions, visitors) = (Sessions.Count(), VisitorDays.Count());
        _parts.Value.Dispose();
        var made = Lit(origin?.Text(sessions, visitors)).Cast("string");
        var table = new GoldTables(_run, _window.Day, source);
        table.Replace(Duplicates(), _run.Lake.Duplicates);
        table.Replace(Sessions.WithColumn(Origin.Column, made), _run.Lake.Sessions);
        table.MergeFirst(Visitors.First(Remembered()), _run.Lake.VisitorFirst);
        // The last one: report takes a day that it holds as derived.
        table.Replace(VisitorDays.WithColumn(Origin.Column, made), _run.Lake.VisitorDays);
    }

    public void Dispose()
    {
        _run.Session.Conf().Unset(GroupsInMemory);
        foreach (var rows in new[] { _visitorDays, _sessions, _parts }.Where(rows => rows.IsValueCreated))
            rows.Value.Dispose();
    }

    // A visitor who was removed would be new again on this day.
    DataFrame Remembered() =>
        _run.Warehouse is { } warehouse && RemovedVisitors.Of(warehouse, _window.Day) is { } removed
            ? VisitorDays.Where(!removed)
            : VisitorDays;

    DataFrame Duplicates() =>
        (_window.Duplicates ?? _window.OfDay.Where("false")).Select(
            Expr(UtcDay.Literal(_window.Day)).As("day"),
            Expr($"{EventSql.Source} AS source"),
            Col("name"),
            Col("topic_id"),
            Col("topic"),
            Col("partition"),
            Col("offset")
        );
}
