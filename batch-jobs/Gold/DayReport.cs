using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Transforms;
using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Gold;

/// <summary>The results of one UTC day, computed in one job of Spark, which keeps them until they are disposed.</summary>
sealed class DayReport : IDisposable
{
    // In this order: the summaries take their conversions from the funnels.
    static readonly string[] _functions =
    [
        WarehouseFunctions.AddRetention,
        WarehouseFunctions.AddPathSteps,
        WarehouseFunctions.AddPageTimes,
        WarehouseFunctions.AddFunnelSteps,
        WarehouseFunctions.AddAttribution,
        WarehouseFunctions.AddDailySummary,
    ];

    readonly CachedRows? _chains;
    readonly CachedRows _rows;

    /// <param name="day">The day.</param>
    /// <param name="input">What the day reads.</param>
    /// <param name="funnels">The funnels.</param>
    public DayReport(DateOnly day, ReportInput input, IReadOnlyList<Funnel> funnels)
    {
        Day = day;
        List<DataFrame> results =
        [
            As(WarehouseFunctions.AddRetention, RetentionCohorts.Of(day, input.VisitorDays, input.VisitorFirst)),
            As(WarehouseFunctions.AddPathSteps, Paths.Of(day, input.InSessions)),
            As(WarehouseFunctions.AddPageTimes, PageTimes.Of(day, input.InSessions)),
            As(
                WarehouseFunctions.AddDailySummary,
                DailySummary.Of(day, input.Events, input.Sessions, input.VisitorDays, input.VisitorFirst)
            ),
        ];
        if (funnels.Count > 0)
        {
            _chains = new(Funnels.Chains(funnels, day, input.Events));
            var completed = Funnels.Completed(funnels, _chains.Rows);
            results.Add(As(WarehouseFunctions.AddFunnelSteps, Funnels.Steps(funnels, day, _chains.Rows)));
            results.Add(As(WarehouseFunctions.AddAttribution, Attribution.Of(day, completed, input.Sessions, input.VisitorFirst)));
        }

        // One partition keeps the order; its rows never are in the driver at once.
        _rows = new(results.Aggregate((all, rows) => all.Union(rows)).Repartition(1).SortWithinPartitions("place", "json"));
        _rows.Rows.Count();
    }

    public DateOnly Day { get; }

    /// <summary>Each row as JSON, with the function of the warehouse that takes it, in the order of the calls.</summary>
    public IEnumerable<(string Function, string Json)> Rows =>
        _rows.Rows.ToLocalIterator().Select(row => (_functions[row.GetAs<int>(0)], row.GetAs<string>(1)));

    public void Dispose()
    {
        _rows.Dispose();
        _chains?.Dispose();
    }

    static DataFrame As(string function, DataFrame rows) =>
        rows.Select(Lit(System.Array.IndexOf(_functions, function)).As("place"), Expr("to_json(struct(*)) AS json"));
}
