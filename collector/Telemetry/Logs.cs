using Analytics.Collector.Settings;
using Microsoft.Extensions.Logging.Console;

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
        builder.Logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        builder.Logging.AddJsonConsole(json =>
        {
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
        builder
            .Services.AddOptions<ConsoleLoggerOptions>()
            .Configure<LogsOptions>(
                (console, logs) =>
                {
                    console.FormatterName = logs.Format == LogFormat.Json ? ConsoleFormatterNames.Json : LineFormatter.FormatterName;
                    // Nobody may read standard output: then entries are lost, and requests are not held up.
                    console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
                }
            );
    }
}
