using System.Diagnostics;

namespace Analytics.Collector.Telemetry;

static partial class RequestLog
{
    /// <summary>Logs a line per request when the settings ask for it: the route, never the address that the client sent.</summary>
    public static void UseRequestLog(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<LogsOptions>().Requests)
            return;

        app.Use(
            async (context, next) =>
            {
                var started = Stopwatch.GetTimestamp();
                await next(context);
                LogAnswered(
                    app.Logger,
                    context.Request.Method,
                    RequestMetrics.Route(context),
                    context.Response.StatusCode,
                    Stopwatch.GetElapsedTime(started).TotalMilliseconds,
                    context.TraceIdentifier
                );
            }
        );
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "collector.request.answered: {Method} {Route} {Status} in {Milliseconds:0.0} ms, {RequestId}"
    )]
    static partial void LogAnswered(ILogger log, string method, string route, int status, double milliseconds, string requestId);
}
