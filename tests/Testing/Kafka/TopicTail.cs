using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Analytics.Contracts;
using Confluent.Kafka;

namespace Analytics.Testing.Kafka;

/// <summary>One message in Kafka.</summary>
public sealed record Arrived(string Topic, string? Key, byte[] Value, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json { get; } = JsonNode.Parse(Value)!;

    public string? this[string member] => Json[member]?.ToString();
}

/// <summary>Collects every message of the topics, from the beginning.</summary>
public sealed class TopicTail : IAsyncDisposable
{
    readonly CancellationTokenSource _ending = new();
    readonly ConcurrentQueue<Arrived> _arrived = new();
    readonly Task _reading;

    public TopicTail(string bootstrapServers, Topics topics)
    {
        Topics = topics;
        _reading = Task.Run(() => TopicReader.Read(bootstrapServers, topics, Take, _ending.Token));
    }

    public Topics Topics { get; }

    public IReadOnlyCollection<Arrived> All => _arrived;

    /// <summary>Waits until the topics hold that many matching messages.</summary>
    public Task<List<Arrived>> FindAsync(string what, int count, Func<Arrived, bool> fits) =>
        Poll.FindAsync($"{count} of {what} in Kafka", async () =>
        {
            if (_reading.IsFaulted)
                await _reading; // Its failure is the reason.

            return _arrived.Where(fits).ToList() is { } found && found.Count >= count ? found : null;
        });

    public async Task<Arrived> FindAsync(string eventId) =>
        (await FindAsync(eventId, 1, arrived => arrived["event_id"] == eventId)).Single();

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _reading;
        _ending.Dispose();
    }

    void Take(ConsumeResult<byte[]?, byte[]> result)
    {
        var message = result.Message;
        _arrived.Enqueue(
            new Arrived(
                result.Topic,
                message.Key is null ? null : Encoding.UTF8.GetString(message.Key),
                message.Value,
                message.Headers.ToDictionary(header => header.Key, header => Encoding.UTF8.GetString(header.GetValueBytes()))
            )
        );
    }
}
