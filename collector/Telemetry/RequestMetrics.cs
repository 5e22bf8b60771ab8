using System.Diagnostics;
using Prometheus;

namespace Analytics.Collector.Telemetry;

static class RequestMetrics
{
    static readonly Counter _answered = Metrics.CreateCounter(
        "collector_request_answered_total",
        "Requests, by route and HTTP status.",
        "route",
        "status"
    );

    static readonly Histogram _duration = Metrics.CreateHistogram(
        "collector_request_duration_seconds",
        "Seconds from a request's headers to its response.",
        ["route"],
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.001, 2, 15) }
    );

    /// <summary>Counts and times every request by its route, never by the address that the client sent.</summary>
    public static void UseRequestMetrics(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                var started = Stopwatch.GetTimestamp();
                await next(context);
                Count(Route(context), context.Response.StatusCode, Stopwatch.GetElapsedTime(started));
            }
        );

    public static string Route(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";

    static void Count(string route, int status, TimeSpan took)
    {
        _answered.WithLabels(route, status.ToString()).Inc();
        _duration.WithLabels(route).Observe(took.TotalSeconds);
    }
}
