using System.Text;
using Analytics.Contracts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Analytics.Hosting.Web;

/// <summary>Writes each entry as one line: control characters are escaped, also the line breaks of an exception.</summary>
sealed class LineFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    /// <summary>
    /// The prefix of our categories, which are not written: our messages have names, such as <c>collector.event.accepted</c>.
    /// </summary>
    const string Ours = "Analytics.";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new StringBuilder(256);
        line.Append(clock.GetUtcNow().UtcDateTime.ToString(UtcTime.Format)).Append(' ').Append(Word(logEntry.LogLevel)).Append(' ');
        if (!logEntry.Category.StartsWith(Ours, StringComparison.Ordinal))
            line.Append(logEntry.Category).Append(": ");

        Escape(logEntry.Formatter(logEntry.State, logEntry.Exception), line);
        if (logEntry.Exception is { } exception)
            Escape($" | {exception}", line);

        textWriter.Write(line.Append('\n'));
    }

    /// <summary>
    /// Appends the text with C-style escapes for characters that could end the line, control a terminal or turn the reading direction.
    /// </summary>
    public static void Escape(string text, StringBuilder line)
    {
        foreach (var c in text)
        {
            if (c == '\n')
                line.Append("\\n");
            else if (c == '\r')
                line.Append("\\r");
            else if (char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'))
                line.Append("\\u").Append(((int)c).ToString("x4"));
            else
                line.Append(c);
        }
    }

    static string Word(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => "trace",
            LogLevel.Debug => "debug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warning",
            LogLevel.Error => "error",
            _ => "critical",
        };
}
