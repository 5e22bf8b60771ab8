using System.Text;
using Analytics.Hosting.Web;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hosting.Tests.Web;

public sealed class LineFormatterTests
{
    static readonly DateTimeOffset _now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\r\nb\tc", "a\\r\\nb\\u0009c")]
    [InlineData("\u001b[31mred\u0007", "\\u001b[31mred\\u0007")]
    [InlineData("a\u202eb\u2069", "a\\u202eb\\u2069")]
    [InlineData("\u0085\u2028\u2029\u009b", "\\u0085\\u2028\\u2029\\u009b")]
    [InlineData("Ünï ✓", "Ünï ✓")]
    public void Escapes_what_could_end_the_line_or_drive_a_terminal(string text, string written)
    {
        var line = new StringBuilder();
        LineFormatter.Escape(text, line);
        Assert.Equal(written, line.ToString());
    }

    [Theory]
    [InlineData("Analytics.Collector.Kafka.KafkaProbe", "2026-01-01T12:00:00.000Z warning one\\ntwo\n")]
    [InlineData("Microsoft.Hosting.Lifetime", "2026-01-01T12:00:00.000Z warning Microsoft.Hosting.Lifetime: one\\ntwo\n")]
    public void An_entry_is_a_line(string category, string written) => Assert.Equal(written, Write(category, null));

    [Fact]
    public void An_exception_stays_in_its_entrys_line()
    {
        var line = Write("Analytics.Collector", new InvalidOperationException("first\nsecond"));
        Assert.Equal(1, line.Count(c => c == '\n'));
        Assert.StartsWith("2026-01-01T12:00:00.000Z warning one\\ntwo | System.InvalidOperationException: first\\nsecond", line);
    }

    static string Write(string category, Exception? exception)
    {
        using var output = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Warning, category, default, "one\ntwo", exception, (state, _) => state);
        new LineFormatter(new FakeTimeProvider(_now)).Write(entry, null, output);
        return output.ToString();
    }
}
