using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Transforms;
using Analytics.Contracts;
using Microsoft.Spark.Sql;

namespace Analytics.BatchJobs.Gold;

/// <summary>The results of one UTC day, computed and kept by Spark until they are disposed.</summary>
sealed class DayReport : IDisposable
{
    readonly List<DataFrame> _kept = [];
    readonly List<(string Function, DataFrame Rows)> _results = [];

    /// <param name="day">The day.</param>
    /// <param name="input">What the day reads.</param>
    /// <param name="funnels">The funnels.</param>
    public DayReport(DateOnly day, ReportInput input, IReadOnlyList<Funnel> funnels)
    {
        Day = day;
        Add(WarehouseFunctions.AddRetention, Retention.Of(day, input.VisitorDays, input.VisitorFirst));
        Add(WarehouseFunctions.AddPathSteps, Paths.Of(day, input.Events));
        var chains = funnels.Select(funnel => (Funnel: funnel, Chains: Keep(Funnels.Chains(funnel, day, input.Events)))).ToList();
        if (chains.Count > 0)
        {
            Add(WarehouseFunctions.AddFunnelSteps, Union(chains.Select(each => Funnels.Steps(each.Funnel, day, each.Chains))));
            var completed = Union(chains.Select(each => Funnels.Completed(each.Funnel, each.Chains)));
            Add(WarehouseFunctions.AddAttribution, Attribution.Of(day, completed, input.Sessions, input.VisitorFirst));
        }

        Add(WarehouseFunctions.AddDailySummary, DailySummary.Of(day, input.Events, input.Sessions, input.VisitorDays, input.VisitorFirst));
    }

    public DateOnly Day { get; }

    /// <summary>The rows by the function of the warehouse that takes them, in the order of the calls.</summary>
    public IReadOnlyList<(string Function, DataFrame Rows)> Results => _results;

    public void Dispose()
    {
        foreach (var frame in _kept)
            frame.Unpersist();
    }

    static DataFrame Union(IEnumerable<DataFrame> frames) => frames.Aggregate((all, frame) => all.Union(frame));

    // Computes the rows now, so that no transaction of the warehouse waits for Spark.
    void Add(string function, DataFrame rows)
    {
        var kept = Keep(rows);
        kept.Count();
        _results.Add((function, kept));
    }

    DataFrame Keep(DataFrame frame)
    {
        _kept.Add(frame.Persist());
        return _kept[^1];
    }
}
