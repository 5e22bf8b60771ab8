using Analytics.BatchJobs.Transforms;
using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Gold;

/// <summary>
/// The events around one UTC day, each once: those that occurred on it, and 12 hours before and after, so that a session or a duplicate
/// across midnight is seen whole. Disposing it frees what Spark keeps for it.
/// </summary>
sealed class DayWindow : IDisposable
{
    static readonly TimeSpan _around = TimeSpan.FromHours(12);

    readonly CachedRows? _duplicates;

    /// <param name="events">Rows of the lake's events of any time.</param>
    /// <param name="day">The day.</param>
    /// <param name="source">The only source; null for all.</param>
    /// <param name="withHash">True to compute what rows the window is made of.</param>
    /// <remarks>Delta reads only the files whose least and greatest occurred_at touch the window.</remarks>
    public DayWindow(DataFrame events, DateOnly day, string? source, bool withHash = false)
    {
        Day = day;
        var rows = events.Where(UtcDay.Contains(day, "occurred_at", _around));
        if (source is not null)
            rows = rows.Where(Expr(KeyCharacters.Key("source", KeyText.Source)).EqualTo(Lit(source)));

        // Computed first, so that a row that arrives later makes the next run derive the day again.
        Hash = withHash ? Origin.HashOf(rows) : null;
        _duplicates = DuplicateRows.Of(rows);
        Events = _duplicates is null ? rows : Without(_duplicates.Rows, rows);
    }

    public DateOnly Day { get; }

    /// <summary>The hash of the window's rows, duplicates among them; null without <c>withHash</c>.</summary>
    public string? Hash { get; }

    /// <summary>The events of the window, each once.</summary>
    public DataFrame Events { get; }

    /// <summary>The events of the day, each once.</summary>
    public DataFrame OfDay => Events.Where(InDay);

    /// <summary>The duplicates that occurred on the day; null when there are none.</summary>
    public DataFrame? Duplicates => _duplicates?.Rows.Where(InDay);

    // A join by names puts these first: the columns keep their order, so that windows can be put together.
    static DataFrame Without(DataFrame duplicates, DataFrame rows) =>
        rows.Join(duplicates.Select(DuplicateRows.Place[0], DuplicateRows.Place[1..]), DuplicateRows.Place, "left_anti")
            .Select([.. rows.Columns().Select(Col)]);

    string InDay => UtcDay.Contains(Day, "occurred_at");

    public void Dispose() => _duplicates?.Dispose();
}
