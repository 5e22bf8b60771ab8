using Analytics.Hosting;
using Analytics.Hosting.Processes;
using Analytics.Local.Components;
using Analytics.Local.Processes;
using Confluent.Kafka;

namespace Analytics.Local.Kafka;

/// <summary>How clients of a broker prove who they are.</summary>
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

/// <summary>A Kafka broker that is its own controller (KRaft, one node). Its data are in <c>kafka</c> below the run's folder.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="security">Null for a plaintext listener.</param>
public sealed class KafkaBroker(string folder, BrokerSecurity? security = null) : Component("kafka", folder)
{
    readonly string _data = Path.Combine(folder, "kafka");
    readonly int _port = Ports.Free();
    readonly int _controllerPort = Ports.Free();

    /// <summary>Further options for the broker's java.</summary>
    public IReadOnlyList<string> JavaOptions { get; init; } = [];

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
            ClusterId(),
            "--config",
            Settings,
            .. security?.FormatArguments ?? [],
        ];
        var process = await GuardedProcess.StartAsync(new ProcessSpec(Name, format, Log) { Folder = Repository.Root });
        if (await process.Exited is not 0 and var code)
            throw new ComponentException(this, $"could not format its folder, code {code}");
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
                if (Ports.IsFree(_port))
                    return false;
                try
                {
                    using var admin = KafkaTopics.Admin(BootstrapServers, security?.Administrator);
                    return admin.GetMetadata(TimeSpan.FromSeconds(2)).Brokers.Count == 1;
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

    // The id is 16 bytes in URL-safe base64, as the StorageTool's random-uuid prints it.
    static string ClusterId() => Convert.ToBase64String(Guid.NewGuid().ToByteArray()).TrimEnd('=').Replace('+', 'A').Replace('/', 'B');

    string ServerProperties() =>
        $"""
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:{_controllerPort}
            controller.listener.names=CONTROLLER
            listeners={security?.Protocol ?? "PLAINTEXT"}://127.0.0.1:{_port},CONTROLLER://127.0.0.1:{_controllerPort}
            advertised.listeners={security?.Protocol ?? "PLAINTEXT"}://127.0.0.1:{_port}
            {string.Join('\n', security?.Server.Select(setting => $"{setting.Key}={setting.Value}") ?? [])}
            log.dirs={Path.Combine(_data, "log")}
            # Topics are created explicitly, with their partitions and timestamp types.
            auto.create.topics.enable=false
            log.message.timestamp.type=LogAppendTime
            # With one node Kafka's internal topics have one replica.
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            group.initial.rebalance.delay.ms=0
            num.network.threads=2
            num.io.threads=4
            controlled.shutdown.enable=true

            """;
}
