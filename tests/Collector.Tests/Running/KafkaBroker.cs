using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Collector.Tests.Running;

/// <summary>One real broker in a folder of its own; the same folder and port when it is started again.</summary>
sealed class KafkaBroker : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("collector-tests-kafka-").FullName;
    readonly int _port = FreePort();
    readonly int _controllerPort = FreePort();
    Process? _process;

    public string BootstrapServers => $"127.0.0.1:{_port}";

    public async Task StartAsync()
    {
        if (!File.Exists(Settings))
        {
            await File.WriteAllTextAsync(Settings, Properties());
            using var format = Java("kafka.tools.StorageTool", "format", "-t", Convert.ToBase64String(Guid.NewGuid().ToByteArray())[..22].Replace('+', 'a').Replace('/', 'b'), "-c", Settings);
            await format.WaitForExitAsync();
            Assert.Equal(0, format.ExitCode);
        }

        _process = Java("kafka.Kafka", Settings);
        await Deadline.UntilAsync($"Kafka answers on {BootstrapServers}", () => Task.FromResult(Answers()));
    }

    public async Task CreateTopicsAsync(string prefix, int partitions = 3)
    {
        using var admin = Admin();
        await admin.CreateTopicsAsync(new Analytics.Contracts.Topics(prefix) switch
        {
            var topics => [Topic(topics.Events, partitions), Topic(topics.Historical, 1), Topic(topics.Rejected, 1)],
        });
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;

        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    string Settings => Path.Combine(_folder, "server.properties");

    string Properties() => $"""
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:{_controllerPort}
        listeners=PLAINTEXT://127.0.0.1:{_port},CONTROLLER://127.0.0.1:{_controllerPort}
        advertised.listeners=PLAINTEXT://127.0.0.1:{_port}
        controller.listener.names=CONTROLLER
        log.dirs={_folder}/data
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        """;

    bool Answers()
    {
        using var admin = Admin();
        try
        {
            return admin.GetMetadata(TimeSpan.FromSeconds(1)).Brokers.Count == 1;
        }
        catch (KafkaException)
        {
            return false;
        }
    }

    IAdminClient Admin() => new AdminClientBuilder(new AdminClientConfig { BootstrapServers = BootstrapServers }).SetLogHandler((_, _) => { }).Build();

    static TopicSpecification Topic(string name, int partitions) => new()
    {
        Name = name,
        NumPartitions = partitions,
        ReplicationFactor = 1,
        Configs = new() { ["message.timestamp.type"] = "LogAppendTime" },
    };

    static Process Java(string main, params string[] arguments)
    {
        var start = new ProcessStartInfo("java") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-Xms128m", "-Xmx384m", "-XX:TieredStopAtLevel=1", "-cp", Path.Combine(Jars(), "*"), main, .. arguments])
            start.ArgumentList.Add(argument);

        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    static string Jars()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var jars = Path.Combine(folder.FullName, ".lib", "kafka", "libs");
            if (Directory.Exists(jars))
                return jars;
        }

        throw new DirectoryNotFoundException("No .lib/kafka/libs above the tests: resolve the packages first.");
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
