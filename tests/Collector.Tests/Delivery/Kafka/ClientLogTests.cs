using Analytics.Collector.Delivery.Kafka;
using Analytics.Local.Processes;
using Analytics.Testing.Waiting;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Delivery.Kafka;

/// <summary>What librdkafka reports at each attempt to connect does not fill the log.</summary>
public sealed class ClientLogTests : ILogger<ClientLog>
{
    readonly FakeTimeProvider _clock = new();
    readonly List<string> _logged = [];

    [Fact]
    public async Task A_Kafka_that_is_away_is_logged_once_a_minute()
    {
        var reported = 0;
        var log = new ClientLog(_clock, this);
        var address = $"127.0.0.1:{Ports.Free()}";
        using var producer = new ProducerBuilder<byte[], byte[]>(
            new KafkaOptions { BootstrapServers = address }.Producer(TimeSpan.FromSeconds(5))
        )
            .SetLogHandler(
                (_, line) =>
                {
                    log.Write(line);
                    if (line.Level <= SyslogLevel.Error)
                        Interlocked.Increment(ref reported);
                }
            )
            .Build();

        await Poll.UntilAsync("librdkafka reports 100 attempts", () => Volatile.Read(ref reported) >= 100);
        var first = Logged();
        // Of each broker and cause, such as that all brokers are down.
        Assert.InRange(first.Count, 1, 5);
        Assert.Contains(first, line => line.Contains(address, StringComparison.Ordinal));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Poll.UntilAsync("it is logged again", () => Logged().Count > first.Count);
        Assert.Matches(@"\(\d+ more since the last\)$", Logged()[first.Count]);
        TestContext.Current.SendDiagnosticMessage(string.Join('\n', first));
    }

    [Fact]
    public void Another_cause_is_logged_at_once()
    {
        var log = new ClientLog(_clock, this);
        string[] reported = ["a: refused (after 1ms in state CONNECT)", "a: refused (after 2ms in state CONNECT)", "a: no route"];
        foreach (var text in reported)
            log.Write(new LogMessage("rdkafka#producer-1", SyslogLevel.Error, "FAIL", text));

        Assert.Equal(["a: refused (after 1ms in state CONNECT)", "a: no route"], Logged().Select(line => line.Split(": ", 2)[1]));
    }

    List<string> Logged()
    {
        lock (_logged)
            return [.. _logged];
    }

    void ILogger.Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_logged)
        {
            if (level == LogLevel.Warning)
                _logged.Add(formatter(state, exception));
        }
    }

    bool ILogger.IsEnabled(LogLevel level) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;
}
