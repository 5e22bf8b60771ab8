using Analytics.Local.Kafka;

namespace Analytics.Testing.Kafka;

/// <summary>Three Kafka brokers, each a controller too.</summary>
public sealed class ThreeBrokers : IAsyncDisposable
{
    static readonly TimeSpan _timeout = TimeSpan.FromSeconds(20);

    public ThreeBrokers(string folder) => Brokers = [.. KafkaNode.Cluster(3).Select(node => new KafkaBroker(folder, node: node))];

    public IReadOnlyList<KafkaBroker> Brokers { get; }

    public string BootstrapServers => string.Join(',', Brokers.Select(broker => broker.BootstrapServers));

    /// <summary>Starts the brokers that do not run; each waits until it is known to its cluster.</summary>
    public Task StartAsync(CancellationToken cancellation) =>
        Task.WhenAll(Brokers.Where(broker => broker.Pid is null).Select(broker => broker.StartAsync(cancellation)));

    /// <summary>Returns the broker that leads a partition.</summary>
    public KafkaBroker LeaderOf(string topic, int partition)
    {
        using var admin = KafkaTopics.Admin(BootstrapServers);
        var known = admin.GetMetadata(topic, _timeout);
        var leader = known.Topics[0].Partitions.Single(one => one.PartitionId == partition).Leader;
        var address = known.Brokers.Single(broker => broker.BrokerId == leader);
        return Brokers.Single(broker => broker.BootstrapServers == $"{address.Host}:{address.Port}");
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(Brokers.Select(broker => broker.DisposeAsync().AsTask()));
}
