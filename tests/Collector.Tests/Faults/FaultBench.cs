using Analytics.Contracts;
using Analytics.Local.Components;
using Analytics.Local.Kafka;
using Analytics.Local.Processes;
using Analytics.Testing;
using Collector.Tests.Running;

namespace Collector.Tests.Faults;

/// <summary>
/// The fixture of the fault tests: a separate broker, collectors that restart on the same port and spool, and at the end the table
/// of measurements. FAULT_ROUNDS, FAULT_SECONDS and FAULT_RATE set the length; faults.sh sets them.
/// </summary>
public sealed class FaultBench : IAsyncLifetime
{
    public const string Name = "Faults";
    readonly TestFolder _folder = new();

    public FaultBench() => Kafka = new KafkaBroker(_folder.Path) { JavaOptions = FastCompiler.Java };

    public KafkaBroker Kafka { get; }

    /// <summary>The factor by which a target may be exceeded: the machine is shared.</summary>
    public const int Slack = 3;

    public static int Rounds { get; } = Number("FAULT_ROUNDS", 1);

    /// <summary>The duration of an outage.</summary>
    public static TimeSpan Outage { get; } = TimeSpan.FromSeconds(Number("FAULT_SECONDS", 3));

    /// <summary>The load, in events a second.</summary>
    public static int Rate { get; } = Number("FAULT_RATE", 1000);

    public async ValueTask InitializeAsync() => await Kafka.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Kafka.DisposeAsync();
        _folder.Dispose();
        await FaultReport.WriteAsync($"collector and Kafka, {Rate} events/s, {Rounds} rounds, outages of {Outage.TotalSeconds} s");
    }

    /// <summary>Creates topics for one test.</summary>
    internal async Task<Topics> TopicsAsync(string prefix)
    {
        var topics = new Topics($"{prefix}-{Guid.NewGuid().ToString("N")[..8]}");
        await KafkaTopics.CreateAsync(Kafka.BootstrapServers, topics);
        return topics;
    }

    /// <summary>Creates a place for a collector; the next collector there finds its files.</summary>
    internal CollectorPlace Place(Topics topics, string? spoolFolder = null, params string[] settings) =>
        new(
            Ports.Free(),
            [
                .. RunningCollector.Settings(Kafka.BootstrapServers, topics.Prefix),
                "Spool:FailoverAfter=00:00:00.100",
                $"Spool:Folder={spoolFolder ?? Path.Combine(_folder.Path, topics.Prefix)}",
                .. settings,
            ]
        );

    static int Number(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out var value) && value > 0 ? value : fallback;
}

/// <summary>The fault tests run one at a time, since each needs Kafka for itself.</summary>
[CollectionDefinition(FaultBench.Name, DisableParallelization = true)]
public sealed class FaultCollection : ICollectionFixture<FaultBench>;

/// <summary>The place of a collector that restarts: its port, its settings, its spool.</summary>
sealed class CollectorPlace(int port, string[] settings)
{
    public Uri Url { get; } = new($"http://127.0.0.1:{port}");

    public Task<CollectorProcess> StartAsync() => CollectorProcess.StartAsync([.. settings, $"urls={Url}"]);
}
