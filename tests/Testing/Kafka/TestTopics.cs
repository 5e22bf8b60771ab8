using Analytics.Contracts;

namespace Analytics.Testing.Kafka;

/// <summary>Topics of a test's own.</summary>
/// <param name="BootstrapServers">Where they are.</param>
/// <param name="Topics">Their names; the prefix is unique.</param>
public sealed record TestTopics(string BootstrapServers, Topics Topics) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await KafkaTopics.DeleteAsync(BootstrapServers, Topics);
}
