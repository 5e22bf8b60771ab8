using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Sources;
using Analytics.BatchJobs.Transforms;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Gold;

/// <summary>The data frames that the report of one UTC day reads. Disposing it frees Spark's cached copies.</summary>
sealed class ReportInput : IDisposable
{
    // The columns of an event that the results read, beside those that funnels name.
    static readonly string[] _columns =
    [
        "event_id",
        "source",
        "type",
        "name",
        "user_id",
        "anonymous_id",
        "session_id",
        "occurred_at",
        "received_at",
        "page_path",
        "is_bot",
        "revenue",
        "currency",
    ];

    // The columns of an event that the results read where its place in the session matters.
    static readonly string[] _stepColumns = ["event_id", "source", "type", "name", "session_id", "occurred_at", "page_path", "is_bot"];

    // The columns of a session that the results read.
    static readonly string[] _sessionColumns =
    [
        "day",
        "source",
        "session_id",
        "user_key",
        "started_at",
        "last_at",
        "is_bounce",
        "is_bot",
        "channel",
    ];

    readonly BatchRun _run;
    readonly DayWindow _window;
    readonly DayWindow _next;
    readonly GoldDay? _open;
    readonly CachedRows _events;
    readonly Lazy<CachedRows> _inSessions;
    readonly Lazy<CachedRows> _sessions;

    /// <param name="run">The run.</param>
    /// <param name="ledger">The queries' positions, which say of what topics events are counted.</param>
    /// <param name="day">The day.</param>
    /// <param name="renew">
    /// True to derive a closed day's tables where the lake's rows have changed since, and not only where it lacks them.
    /// </param>
    /// <param name="funnels">The funnels, whose columns are read.</param>
    /// <remarks>Those of the open day are not written to the lake: they would be those of a part of the day.</remarks>
    public ReportInput(BatchRun run, LedgerSnapshot ledger, DateOnly day, bool renew, IReadOnlyList<Funnel> funnels)
    {
        var isOpen = day >= DateOnly.FromDateTime(run.Clock.GetUtcNow().UtcDateTime); // Asked before the lake is read: midnight may follow.
        var live = LakeTable.Events(run.Session, run.Lake.Events).Where(ledger.IsOfCountedTopic);
        (_run, _window, _next) = (
            run,
            new DayWindow(live, day, source: null, withHash: !isOpen),
            new DayWindow(live, Funnels.LastDay(day), source: null)
        );
        _events = new(
            _window
                .Events.Where($"occurred_at < {UtcDay.Begin(_next.Day)}")
                .Union(_next.OfDay)
                .Select([.. _columns.Union(funnels.SelectMany(FunnelColumns.Of)).Select(name => Col(name))])
        );
        _inSessions = new(AssignSessions);
        _sessions = new(() => SessionsOf(day));
        if (isOpen)
            _open = new GoldDay(run, _window);
        else if (renew || !IsDerived(day))
            WriteGold();
    }

    /// <summary>The events of 12 hours before the day, of the day and of the day after it, each once.</summary>
    public DataFrame Events => _events.Rows;

    /// <summary>Steps of the same events, with exact sessions in session_id; kept, since several results read them.</summary>
    public DataFrame InSessions => _inSessions.Value.Rows;

    /// <summary>The sessions of the day.</summary>
    public DataFrame Sessions => _open?.Sessions ?? _sessions.Value.Rows;

    public DataFrame VisitorDays =>
        _open is null ? Load(_run.Lake.VisitorDays) : With(_run.Lake.VisitorDays, _open.VisitorDays, "source", "visitor", "day");

    public DataFrame VisitorFirst =>
        _open is null
            ? Load(_run.Lake.VisitorFirst)
            : With(_run.Lake.VisitorFirst, Visitors.First(_open.VisitorDays), "source", "visitor", "first_day", "channel")
                .GroupBy("source", "visitor")
                .Agg(Expr("min(first_day) AS first_day"), Expr("min_by(channel, first_day) AS channel"));

    public void Dispose()
    {
        foreach (var rows in new[] { _inSessions, _sessions }.Where(rows => rows.IsValueCreated))
            rows.Value.Dispose();

        _events.Dispose();
        _open?.Dispose();
        _window.Dispose();
        _next.Dispose();
    }

    CachedRows AssignSessions() =>
        new(SessionIds.Assign(Events).WithColumn("session_id", Col("session_key")).Select([.. _stepColumns.Select(name => Col(name))]));

    CachedRows SessionsOf(DateOnly day) =>
        new(Load(_run.Lake.Sessions).Where($"day = {UtcDay.Literal(day)}").Select([.. _sessionColumns.Select(name => Col(name))]));

    void WriteGold()
    {
        using var gold = new GoldDay(_run, _window);
        gold.Write(source: null);
    }

    // A reprocess of one source derives that source's rows only. Each table has its own retention.
    bool IsDerived(DateOnly day)
    {
        var sources = _window
            .OfDay.Where($"NOT {EventSql.IsBot} AND {EventSql.Visitor} IS NOT NULL")
            .Select(Expr($"{EventSql.Source} AS source"))
            .Distinct();
        return Has(_run.Lake.VisitorDays) && Has(_run.Lake.Sessions);

        bool Has(string table) =>
            DeltaRows.Find(_run.Session, table) is { } derived
            && sources.Join(derived.Where($"day = {UtcDay.Literal(day)}").Select("source").Distinct(), ["source"], "left_anti").IsEmpty();
    }

    DataFrame With(string table, DataFrame ofDay, string column, params string[] columns)
    {
        var rows = ofDay.Select(column, columns);
        return DeltaRows.Find(_run.Session, table) is { } held ? held.Select(column, columns).Union(rows) : rows;
    }

    DataFrame Load(string table) => DeltaRows.Read(_run.Session, table);
}
