using Analytics.Collector.Settings;
using Analytics.Hosting.Web;

namespace Analytics.Collector.Telemetry;

static class Logs
{
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.AddSection<LogsOptions>(LogsOptions.Section);
        // The framework's line per request costs more than the request, and contains addresses with keys in them.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Creates an activity and a scope per request even when its level is off.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.AddConsoleLog(services => services.GetRequiredService<LogsOptions>().Format == LogFormat.Json);
    }
}
