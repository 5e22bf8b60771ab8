using System.Diagnostics;

namespace Analytics.Collector.Telemetry;

static class RequestMetrics
{
    /// <summary>Counts and times every request under its route, never under the address that the client made up.</summary>
    public static void UseRequestMetrics(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                var started = Stopwatch.GetTimestamp();
                await next(context);
                CollectorMetrics.Answered(Route(context), context.Response.StatusCode, Stopwatch.GetElapsedTime(started));
            }
        );

    public static string Route(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
}
