using Analytics.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Analytics.Hosting.Web;

/// <summary>The log on standard output: each entry is one line with its time in UTC, even when it holds text of a client.</summary>
public static class ConsoleLog
{
    /// <summary>Replaces the existing providers with the console.</summary>
    /// <param name="logging">The program's logging.</param>
    /// <param name="isJson">True for JSON objects instead of lines for people; called once, when logging starts.</param>
    public static ILoggingBuilder AddConsoleLog(this ILoggingBuilder logging, Func<IServiceProvider, bool>? isJson = null)
    {
        logging.ClearProviders();
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        logging.AddJsonConsole(json =>
        {
            json.UseUtcTimestamp = true;
            json.TimestampFormat = UtcTime.Format;
        });
        logging
            .Services.AddOptions<ConsoleLoggerOptions>()
            .Configure<IServiceProvider>(
                (console, services) =>
                {
                    console.FormatterName = isJson?.Invoke(services) == true ? ConsoleFormatterNames.Json : LineFormatter.FormatterName;
                    // When nothing reads standard output, entries are dropped instead of blocking the work.
                    console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
                }
            );
        return logging;
    }
}
