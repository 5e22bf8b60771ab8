using Analytics.Hosting;
using Analytics.Hosting.Processes;
using Analytics.Local.Components;
using Analytics.Local.Processes;
using Confluent.Kafka;

namespace Analytics.Local.Kafka;

/// <summary>The authentication of a broker's clients.</summary>
/// <param name="Protocol">The protocol of the broker's listener: <c>SASL_SSL</c>.</param>
/// <param name="Server">Further settings of the broker.</param>
/// <param name="FormatArguments">Further arguments of the StorageTool: the first users.</param>
/// <param name="Administrator">The settings of a client that may do everything, with librdkafka's names.</param>
public sealed record BrokerSecurity(
    string Protocol,
    IReadOnlyDictionary<string, string> Server,
    IReadOnlyList<string> FormatArguments,
    IReadOnlyDictionary<string, string> Administrator
);

/// <summary>The place of a broker in a cluster.</summary>
/// <param name="Id">The number of the broker, from 1.</param>
/// <param name="ControllerPorts">The ports on which the brokers elect their controller, by their numbers.</param>
/// <param name="ClusterId">The cluster's id, the same for all.</param>
public sealed record KafkaNode(int Id, IReadOnlyList<int> ControllerPorts, string ClusterId)
{
    /// <summary>Returns the places of the brokers of a new cluster.</summary>
    public static IReadOnlyList<KafkaNode> Cluster(int brokers)
    {
        int[] ports = [.. Enumerable.Range(1, brokers).Select(_ => Ports.Free())];
        // The id is 16 bytes in URL-safe base64, as the StorageTool's random-uuid prints it.
        var id = Convert.ToBase64String(Guid.NewGuid().ToByteArray()).TrimEnd('=').Replace('+', 'A').Replace('/', 'B');
        return [.. ports.Select((_, at) => new KafkaNode(at + 1, ports, id))];
    }
}

/// <summary>A Kafka broker that is a controller too (KRaft). Its data are in the run's folder, below its name.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="security">Null for a plaintext listener.</param>
/// <param name="node">The place in a cluster; null for a cluster of one.</param>
public sealed class KafkaBroker(string folder, BrokerSecurity? security = null, KafkaNode? node = null)
    : Component(node is null ? "kafka" : $"kafka-{node.Id}", folder)
{
    readonly string _data = Path.Combine(folder, node is null ? "kafka" : $"kafka-{node.Id}");
    readonly int _port = Ports.Free();
    readonly KafkaNode _node = node ?? KafkaNode.Cluster(1)[0];

    /// <summary>Further options for the broker's java.</summary>
    public IReadOnlyList<string> JavaOptions { get; init; } = [];

    /// <summary>Further plaintext listeners: the port of each, and the port that it names to its clients, as that of a proxy.</summary>
    public IReadOnlyList<(int Port, int Named)> Listeners { get; init; } = [];

    public string BootstrapServers => $"127.0.0.1:{_port}";

    string Settings => Path.Combine(_data, "server.properties");

    private protected override async Task PrepareAsync(CancellationToken cancellation)
    {
        PrivateFolder.Create(_data);
        PrivateFile.Write(Settings, ServerProperties());
        if (File.Exists(Path.Combine(_data, "log", "meta.properties")))
            return;
        string[] format =
        [
            .. Java("kafka.tools.StorageTool", "-Xmx128m", "-XX:TieredStopAtLevel=1"),
            "format",
            "--cluster-id",
            _node.ClusterId,
            "--config",
            Settings,
            .. security?.FormatArguments ?? [],
        ];
        await RunToEndAsync(new ProcessSpec(Name, format, Log), "could not format its folder");
    }

    private protected override ProcessSpec Spec() =>
        new(
            Name,
            [.. Java("kafka.Kafka", ["-Xms256m", "-Xmx512m", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20", .. JavaOptions]), Settings],
            Log
        );

    private protected override Task<bool> IsHealthyAsync(CancellationToken cancellation) =>
        Task.Run(
            () =>
            {
                // librdkafka writes failed connections to stderr, so it connects only when a server listens on the port.
                if (!Ports.IsServed(_port))
                    return false;
                try
                {
                    using var admin = KafkaTopics.Admin(BootstrapServers, security?.Administrator);
                    return admin.GetMetadata(TimeSpan.FromSeconds(2)).Brokers.Any(broker => broker.Port == _port);
                }
                catch (KafkaException)
                {
                    return false;
                }
            },
            cancellation
        );

    static string[] Java(string program, params string[] options) =>
        [
            Tools.Java,
            .. options,
            .. ClassArchive.Options("kafka"),
            $"-Dlog4j2.configurationFile=file:{Path.Combine(Repository.Root, "deploy", "kafka", "log4j2.properties")}",
            "-cp",
            Path.Combine(Repository.Root, ".lib", "kafka", "libs", "*"),
            program,
        ];

    string Voters => string.Join(',', _node.ControllerPorts.Select((port, at) => $"{at + 1}@127.0.0.1:{port}"));

    string Protocol => security?.Protocol ?? "PLAINTEXT";

    string Protocols =>
        string.Join(
            ',',
            Listeners.Select((_, at) => $"THROUGH{at}:PLAINTEXT").Prepend($"{Protocol}:{Protocol}").Prepend("CONTROLLER:PLAINTEXT")
        );

    int Replicas => Math.Min(3, _node.ControllerPorts.Count);

    string Further(Func<(int Port, int Named), int> port) =>
        string.Concat(Listeners.Select((one, at) => $",THROUGH{at}://127.0.0.1:{port(one)}"));

    string ServerProperties() =>
        $"""
            process.roles=broker,controller
            node.id={_node.Id}
            controller.quorum.voters={Voters}
            controller.listener.names=CONTROLLER
            listeners={Protocol}://127.0.0.1:{_port},CONTROLLER://127.0.0.1:{_node.ControllerPorts[_node.Id - 1]}{Further(one => one.Port)}
            advertised.listeners={Protocol}://127.0.0.1:{_port}{Further(one => one.Named)}
            listener.security.protocol.map={Protocols}
            {string.Join('\n', security?.Server.Select(setting => $"{setting.Key}={setting.Value}") ?? [])}
            log.dirs={Path.Combine(_data, "log")}
            # Topics are created explicitly, with their partitions and timestamp types.
            auto.create.topics.enable=false
            log.message.timestamp.type=LogAppendTime
            offsets.topic.replication.factor={Replicas}
            offsets.topic.num.partitions=1
            transaction.state.log.replication.factor={Replicas}
            transaction.state.log.min.isr={(Replicas + 1) / 2}
            share.coordinator.state.topic.replication.factor={Replicas}
            share.coordinator.state.topic.min.isr={(Replicas + 1) / 2}
            group.initial.rebalance.delay.ms=0
            num.network.threads=2
            num.io.threads=4
            controlled.shutdown.enable=true

            """;
}
