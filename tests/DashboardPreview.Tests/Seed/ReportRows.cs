namespace DashboardPreview.Tests.Seed;

/// <summary>A row of <c>warehouse.daily_summary</c>.</summary>
sealed record SummaryRow(DateOnly Day, string Source, long Visitors, long NewVisitors, long Sessions, long Bounces, long PageViews);

/// <summary>A row of <c>warehouse.retention_cohorts</c>.</summary>
sealed record CohortRow(string Source, string Grain, DateOnly Cohort, int Period, long Visitors)
{
    public int Days => Grain == "week" ? 7 : 1;
}

/// <summary>A row of <c>warehouse.funnel_steps</c>; breakdown and value are empty for all visitors.</summary>
sealed record FunnelRow(
    string Funnel,
    DateOnly Day,
    string Source,
    string Breakdown,
    string Value,
    int Step,
    string Name,
    long Visitors,
    double? MedianSeconds
);

/// <summary>A row of <c>warehouse.path_steps</c>.</summary>
sealed record PathRow(string Source, DateOnly Day, string From, string To, long Steps);

/// <summary>A row of <c>warehouse.page_times</c>.</summary>
sealed record PageTimeSeed(string Source, DateOnly Day, string Path, long Views, long Milliseconds);

/// <summary>A row of <c>warehouse.attribution_days</c>.</summary>
sealed record TouchRow(DateOnly Day, string Source, string Funnel, string Touch, string Channel, long Visitors);

/// <summary>The results of the job <c>report</c> over many days, invented.</summary>
sealed record ReportRows(
    IReadOnlyList<SummaryRow> Summary,
    IReadOnlyList<CohortRow> Cohorts,
    IReadOnlyList<FunnelRow> Funnels,
    IReadOnlyList<PathRow> Paths,
    IReadOnlyList<PageTimeSeed> PageTimes,
    IReadOnlyList<TouchRow> Touches
);
