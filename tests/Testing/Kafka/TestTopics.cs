using Analytics.Contracts;
using Analytics.Local.Kafka;

namespace Analytics.Testing.Kafka;

/// <summary>The topics of one test.</summary>
/// <param name="BootstrapServers">The bootstrap servers of the broker.</param>
/// <param name="Topics">The names of the topics; the prefix is unique.</param>
public sealed record TestTopics(string BootstrapServers, Topics Topics) : IAsyncDisposable
{
    /// <summary>Further settings of clients, with librdkafka's names.</summary>
    public IReadOnlyDictionary<string, string> Client { get; init; } = new Dictionary<string, string>();

    /// <summary>True when the broker is discarded with its topics, so they need no deletion.</summary>
    public bool AreKept { get; init; }

    public async ValueTask DisposeAsync()
    {
        if (!AreKept)
            await KafkaTopics.DeleteAsync(BootstrapServers, Topics, Client);
    }
}
