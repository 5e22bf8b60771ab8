using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Frames;
using Analytics.DashboardPreview.Macros;

namespace Analytics.DashboardPreview.Prometheus;

/// <summary>Runs the PromQL of a panel.</summary>
sealed class PrometheusQueries(PrometheusClient client)
{
    /// <summary>The window of a panel, whose steps are never shorter than the time between two scrapes.</summary>
    public static TimeWindow Window(Panel panel, DateTimeOffset from, DateTimeOffset to) =>
        TimeWindow.Of(
            from,
            to,
            panel.MaxDataPoints,
            panel.MinInterval > PrometheusMacros.ScrapeInterval ? panel.MinInterval : PrometheusMacros.ScrapeInterval
        );

    /// <exception cref="PanelException">No answer; the message says why.</exception>
    public async Task<Frame> AskAsync(PromTarget target, string promQl, TimeWindow window, CancellationToken stop)
    {
        var result = target.IsInstant
            ? await client.InstantAsync(promQl, window.To, stop)
            : await client.RangeAsync(promQl, window.From, window.To, window.Interval, stop);
        return PrometheusFrames.Of(result, target.Legend);
    }
}
