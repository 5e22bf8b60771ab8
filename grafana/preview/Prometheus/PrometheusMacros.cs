using Analytics.DashboardPreview.Macros;

namespace Analytics.DashboardPreview.Prometheus;

/// <summary>Expands the variables that Grafana's Prometheus data source puts into PromQL.</summary>
static class PrometheusMacros
{
    /// <summary>The data source's <c>timeInterval</c>, which is Prometheus' <c>scrape_interval</c>.</summary>
    public static TimeSpan ScrapeInterval { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The names that <see cref="Expand"/> knows, the longer of two that begin alike first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["__rate_interval", "__interval", "__range"];

    public static string Expand(string promQl, TimeWindow window) =>
        promQl
            .Replace("$__rate_interval", Seconds(RateInterval(window.Interval)), StringComparison.Ordinal)
            .Replace("$__interval", Seconds(window.Interval), StringComparison.Ordinal)
            .Replace("$__range", Seconds(window.To - window.From), StringComparison.Ordinal);

    // Long enough that a rate always has two samples, even when a scrape is missed.
    static TimeSpan RateInterval(TimeSpan interval) =>
        TimeSpan.FromTicks(Math.Max((interval + ScrapeInterval).Ticks, 4 * ScrapeInterval.Ticks));

    static string Seconds(TimeSpan time) => $"{(long)time.TotalSeconds}s";
}
