using Analytics.Collector.Settings;
using Analytics.Hosting.Web;

namespace Analytics.Collector.Telemetry;

static class Logs
{
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.AddSection<LogsOptions>(LogsOptions.Section);
        // The framework's line per request costs more than the request, and would hold addresses with keys in them.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Even unheard, this one makes an activity and a scope for every request.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.AddConsoleLog(services => services.GetRequiredService<LogsOptions>().Format == LogFormat.Json);
    }
}
