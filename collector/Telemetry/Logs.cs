namespace Analytics.Collector.Telemetry;

static class Logs
{
    /// <summary>The framework's line per request costs more than the request, and would hold addresses with keys in them.</summary>
    public static void AddLogs(this WebApplicationBuilder builder) =>
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
}
