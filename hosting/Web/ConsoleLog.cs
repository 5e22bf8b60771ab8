using Analytics.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Analytics.Hosting.Web;

/// <summary>The log on standard output: an entry is one line, with its time in UTC, whatever a client could have put in it.</summary>
public static class ConsoleLog
{
    /// <summary>Replaces the providers that were there before by the console.</summary>
    /// <param name="logging">The program's logging.</param>
    /// <param name="isJson">Whether an entry is a JSON object instead of a line for people; asked once, when the log begins.</param>
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
                    // Where nobody reads standard output entries are lost, and the work is not held up.
                    console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
                }
            );
        return logging;
    }
}
