using System.Reflection;
using System.Text;
using System.Text.Json;
using Analytics.Contracts;
using Analytics.Testing.Kafka;
using Confluent.Kafka;

namespace Collector.Tests.Abuse.Fuzz;

/// <summary>Reads the published messages and checks them by the rules of the streaming jobs.</summary>
sealed class Downstream : IAsyncDisposable
{
    static readonly DateTimeOffset _earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly TimeSpan _future = TimeSpan.FromMinutes(10);
    static readonly HashSet<string> _codes =
    [
        .. typeof(RejectionCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(code => (string)code.GetRawConstantValue()!),
    ];
    readonly CancellationTokenSource _ending = new();
    readonly Topics _topics;
    readonly Task _reading;

    public Downstream(string bootstrapServers, Topics topics)
    {
        _topics = topics;
        _reading = Task.Run(() => TopicReader.Read(bootstrapServers, topics, Check, _ending.Token));
    }

    public int Events;

    public int Rejected;

    /// <summary>Returns the first few messages that the jobs could not use.</summary>
    public List<string> Wrong { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _reading;
        _ending.Dispose();
    }

    void Check(ConsumeResult<byte[]?, byte[]> result)
    {
        var message = result.Message;
        var wrong =
            result.Topic == _topics.Rejected ? WrongRejected(message.Value) : WrongEvent(message, result.Topic == _topics.Historical);
        if (wrong is not null && Wrong.Count < 5)
            Wrong.Add($"{wrong}: {Encoding.UTF8.GetString(message.Value)}");

        Interlocked.Increment(ref result.Topic == _topics.Rejected ? ref Rejected : ref Events);
    }

    static string? WrongEvent(Message<byte[]?, byte[]> message, bool historical)
    {
        try
        {
            using var json = JsonDocument.Parse(message.Value);
            var one = JsonSerializer.Deserialize(message.Value, ContractsJson.Default.AnalyticsEvent)!;
            return one.EventId is not { Length: > 0 and <= 128 } ? "event_id"
                : one.Source is not { Length: > 0 and <= KeyText.Source } ? "source"
                : one.Type is null || !Analytics.Collector.Reading.EventTypes.All.Contains(one.Type) ? "type"
                : one.Name is not { Length: > 0 and <= KeyText.Name } ? "name"
                : one.UserId is null && one.AnonymousId is null ? "user"
                : one.ReceivedAt is not { } received || one.OccurredAt is not { } occurred ? "times"
                : occurred > received + _future || (occurred < _earliest && !historical) ? "occurred_at"
                : one.Country is { Length: not KeyText.Country } ? "country"
                : one.Device is { Length: > KeyText.Device } ? "device"
                : one.Currency is { Length: not KeyText.Currency } ? "currency"
                : message.Key is null || Encoding.UTF8.GetString(message.Key) != $"{one.Source}:{one.AnonymousId ?? one.UserId}" ? "key"
                : new[] { one.EventId, one.Name, one.UserId, one.AnonymousId, one.SessionId }.Any(text => text?.Any(char.IsControl) == true)
                    ? "control characters"
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or FormatException)
        {
            return unreadable.Message;
        }
    }

    static string? WrongRejected(byte[] value)
    {
        try
        {
            var one = JsonSerializer.Deserialize(value, ContractsJson.Default.RejectedEvent)!;
            return !_codes.Contains(one.Code) ? "code"
                : one.Reasons is not { Count: > 0 } ? "reasons"
                : one.OriginalEncoding == "base64"
                    ? Convert.FromBase64String(one.Original).Length == 0 ? "original"
                        : null
                : one.OriginalEncoding == RejectedEvent.Withheld
                    ? one.Original.Length == 0 ? null
                        : "original"
                : one.OriginalEncoding == "utf8" ? null
                : "original_encoding";
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or FormatException)
        {
            return unreadable.Message;
        }
    }
}
