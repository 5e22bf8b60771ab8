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
    readonly DayWindow _window;
    readonly DataFrame _parts;

    /// <param name="window">The events around the day.</param>
    /// <param name="goals">What counts as a conversion.</param>
    public GoldDay(DayWindow window, Goals goals)
    {
        _window = window;
        _parts = SessionParts.Of(window.Events, goals).Persist();
        Sessions = Gold.Sessions.Of(_parts, window.Day).Persist();
        VisitorDays = Visitors.Of(_parts, Sessions, window.Day).Persist();
    }

    /// <summary>The sessions that began on the day.</summary>
    public DataFrame Sessions { get; }

    /// <summary>What each visitor did on the day.</summary>
    public DataFrame VisitorDays { get; }

    /// <summary>Makes the derived tables of a day from what the lake holds now.</summary>
    public static void Make(BatchRun run, LedgerSnapshot ledger, DateOnly day)
    {
        using var window = new DayWindow(LakeTable.Events(run.Session, run.Lake.Events).Where(ledger.IsOfCountedTopic), day, source: null);
        using var gold = new GoldDay(window, run.Goals);
        gold.Write(run, source: null);
    }

    /// <summary>Replaces the day's rows, of one source or (null) of all, in the lake.</summary>
    public void Write(BatchRun run, string? source)
    {
        Sessions.Count();
        VisitorDays.Count();
        _parts.Unpersist();
        var table = new GoldTables(run, _window.Day, source);
        table.Replace(Duplicates(), run.Lake.Duplicates);
        table.Replace(Sessions, run.Lake.Sessions);
        table.MergeFirst(Visitors.First(VisitorDays), run.Lake.VisitorFirst);
        table.Replace(VisitorDays, run.Lake.VisitorDays); // The last one: report takes a day that it holds as derived.
    }

    public void Dispose()
    {
        Sessions.Unpersist();
        VisitorDays.Unpersist();
        _parts.Unpersist();
    }

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
