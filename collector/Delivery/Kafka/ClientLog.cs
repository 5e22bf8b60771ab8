using Confluent.Kafka;

namespace Analytics.Collector.Delivery.Kafka;

/// <summary>
/// Logs what librdkafka reports. It reports each attempt to connect, some 40 a second while Kafka is away: the first is logged at once, and
/// then one a minute with the number of those between.
/// </summary>
sealed partial class ClientLog(TimeProvider clock, ILogger<ClientLog> log)
{
    // More than brokers and causes make. One kind more makes the log forget all, so their next messages are logged early.
    const int MostKinds = 100;

    static readonly TimeSpan _pause = TimeSpan.FromMinutes(1);
    readonly Lock _guard = new();
    readonly Dictionary<string, (long LoggedAt, int More)> _kinds = [];

    public void Write(LogMessage line)
    {
        if (line.Level > SyslogLevel.Error)
            LogNote(line.Message);
        else if (Unlogged(Kind(line.Message)) is not { } more)
            return;
        else if (more == 0)
            LogError(line.Message);
        else
            LogRepeated(line.Message, more);
    }

    // Each attempt has another duration: "... failed: Connection refused (after 3ms in state CONNECT)".
    static string Kind(string message) => message.Split(" (after ", 2)[0];

    /// <summary>Returns how many messages of this kind were left out since the last logged one; null when this one is too.</summary>
    int? Unlogged(string kind)
    {
        lock (_guard)
        {
            var (now, more) = (clock.GetTimestamp(), 0);
            if (_kinds.TryGetValue(kind, out var last))
            {
                if (clock.GetElapsedTime(last.LoggedAt, now) < _pause)
                {
                    _kinds[kind] = (last.LoggedAt, last.More + 1);
                    return null;
                }

                more = last.More;
            }
            else if (_kinds.Count == MostKinds)
            {
                _kinds.Clear();
            }

            _kinds[kind] = (now, 0);
            return more;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "collector.kafka.client_logged: {Message}")]
    partial void LogError(string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "collector.kafka.client_logged: {Message} ({More} more since the last)")]
    partial void LogRepeated(string message, int more);

    [LoggerMessage(Level = LogLevel.Debug, Message = "collector.kafka.client_logged: {Message}")]
    partial void LogNote(string message);
}
