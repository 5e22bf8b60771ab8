using System.Text.Json;
using Analytics.Hosting.Processes;
using Analytics.Local.Processes;

namespace Analytics.Local.Components;

/// <summary>A standalone Spark cluster from the jars of .lib/spark: a Master and Workers, each a separate process on 127.0.0.1.</summary>
public sealed class SparkCluster : IAsyncDisposable
{
    readonly List<SparkWorker> _workers;

    /// <param name="folder">The folder for logs, and for the executors' working folders below <c>spark</c>.</param>
    /// <param name="workers">The number of Workers, of 2 cores and 2 GB each.</param>
    public SparkCluster(string folder, int workers = 2)
    {
        Master = new SparkMaster(folder);
        _workers = [.. Enumerable.Range(1, workers).Select(number => new SparkWorker(folder, number, Master))];
    }

    public SparkMaster Master { get; }

    public IReadOnlyList<SparkWorker> Workers => _workers;

    /// <summary>The address for <c>./spark-submit.sh --master</c>.</summary>
    public string Address => Master.Address;

    /// <summary>Starts Master and Workers, and waits until all have registered.</summary>
    /// <exception cref="ComponentException">A process did not start.</exception>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        await Master.StartAsync(cancellation);
        await Task.WhenAll(_workers.Select(worker => worker.StartAsync(cancellation)));
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_workers.Select(worker => worker.StopAsync()));
        await Master.StopAsync();
    }
}

/// <summary>The Master. <see cref="HttpComponent.Url"/> is its page.</summary>
public sealed class SparkMaster(string folder) : HttpComponent("spark-master", folder, "/json/")
{
    readonly int _port = Ports.Free();

    /// <summary>spark://127.0.0.1:port.</summary>
    public string Address => $"spark://127.0.0.1:{_port}";

    /// <summary>The registered Workers that are alive, by the addresses of their pages.</summary>
    public async Task<IReadOnlyList<string>> AliveWorkersAsync(CancellationToken cancellation = default)
    {
        using var http = new HttpClient();
        using var state = JsonDocument.Parse(await http.GetStringAsync(new Uri($"{Url}/json/"), cancellation));
        return
        [
            .. state
                .RootElement.GetProperty("workers")
                .EnumerateArray()
                .Where(worker => worker.GetProperty("state").GetString() == "ALIVE")
                .Select(worker => worker.GetProperty("webuiaddress").GetString()!),
        ];
    }

    private protected override ProcessSpec Spec() =>
        SparkDaemon.Spec(
            this,
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            $"{_port}",
            "--webui-port",
            $"{new Uri(Url).Port}"
        );
}

/// <summary>A Worker; its executors end with it.</summary>
public sealed class SparkWorker(string folder, int number, SparkMaster master) : HttpComponent($"spark-worker-{number}", folder, "/json/")
{
    private protected override ProcessSpec Spec() =>
        SparkDaemon.Spec(
            this,
            "org.apache.spark.deploy.worker.Worker",
            "--host",
            "127.0.0.1",
            "--webui-port",
            $"{new Uri(Url).Port}",
            "--cores",
            "2",
            "--memory",
            "2g",
            "--work-dir",
            Path.Combine(Folder, "spark", Name),
            master.Address
        );

    // A Worker answers before it has registered with the Master.
    private protected override async Task<bool> IsHealthyAsync(CancellationToken cancellation) =>
        await base.IsHealthyAsync(cancellation) && (await master.AliveWorkersAsync(cancellation)).Contains(Url);
}

static class SparkDaemon
{
    public static ProcessSpec Spec(Component daemon, string program, params string[] arguments)
    {
        var library = Path.Combine(Repository.Root, ".lib", "spark");
        return new(
            daemon.Name,
            [
                Tools.Java,
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                .. ClassArchive.Options("spark"),
                "-cp",
                Path.Combine(library, "jars", "*"),
                program,
                .. arguments,
            ],
            daemon.Log
        )
        {
            // Without the first two, executors die with "Cannot find any build directories".
            Environment = new Dictionary<string, string>
            {
                ["SPARK_HOME"] = library,
                ["SPARK_SCALA_VERSION"] = "2.12",
                ["SPARK_LOCAL_IP"] = "127.0.0.1",
            },
        };
    }
}
