using System.Diagnostics;
using Prometheus;

namespace Analytics.Collector.Telemetry;

static class RequestMetrics
{
    static readonly int[] _failures = [StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable];

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

    /// <summary>
    /// Begins the series of failed requests of each route at 0: the increase of one that begins with its first request lacks that request.
    /// </summary>
    public static void BeginFailures(this IEndpointRouteBuilder app)
    {
        foreach (var route in app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            foreach (var status in _failures)
                _answered.WithLabels(RouteOf(route), status.ToString());
        }
    }

    public static string Route(HttpContext context) => RouteOf(context.GetEndpoint() as RouteEndpoint);

    static string RouteOf(RouteEndpoint? route) => route?.RoutePattern.RawText ?? "none";

    static void Count(string route, int status, TimeSpan took)
    {
        _answered.WithLabels(route, status.ToString()).Inc();
        _duration.WithLabels(route).Observe(took.TotalSeconds);
    }
}
