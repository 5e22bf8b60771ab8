using Analytics.Contracts;

namespace Analytics.Testing.Kafka;

/// <summary>The topics of one test.</summary>
/// <param name="BootstrapServers">The bootstrap servers of the broker.</param>
/// <param name="Topics">The names of the topics; the prefix is unique.</param>
public sealed record TestTopics(string BootstrapServers, Topics Topics) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await KafkaTopics.DeleteAsync(BootstrapServers, Topics);
}
