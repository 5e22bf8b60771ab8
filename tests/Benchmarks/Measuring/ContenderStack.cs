using Analytics.Benchmarks.Contenders;
using Analytics.Benchmarks.Processes;
using Analytics.Local.Components;
using Analytics.Local.Postgres;
using Analytics.Local.Processes;
using Analytics.Local.Stack;

namespace Analytics.Benchmarks.Measuring;

/// <summary>The stack of one contender, started for it: fresh topics, database and lake.</summary>
sealed class ContenderStack : IAsyncDisposable
{
    readonly string _folder;
    readonly LocalStack _stack;
    readonly List<(Application Application, Local.Components.SparkJobs Process)> _applications;

    ContenderStack(Contender contender, Load load, string folder, LocalStack stack)
    {
        _folder = folder;
        _stack = stack;
        _applications = [.. contender.Applications.Select(application => (application, Process(application, load)))];
    }

    public PostgresServer Postgres => _stack.Postgres;
    public Local.Components.Collector Collector => _stack.Collector;
    public string Lake => _stack.Lake;

    /// <summary>Starts the stack; it is ready and warm when this returns.</summary>
    /// <exception cref="ComponentException">A part did not start; all others are stopped.</exception>
    public static async Task<ContenderStack> StartAsync(
        Contender contender,
        Load load,
        string folder,
        IProgress<string> progress,
        CancellationToken stopping
    )
    {
        RunFolder.Delete(folder);
        var stack = await LocalStack.StartAsync(
            new LocalStackOptions(folder) { Parts = Parts.Collector | Parts.Preview, EventPartitions = load.Partitions },
            progress,
            stopping
        );
        var whole = new ContenderStack(contender, load, folder, stack);
        try
        {
            var steps = new Steps(progress);
            await Task.WhenAll(
                whole._applications.Select(one =>
                    steps.RunAsync($"starting {one.Process.Name}", () => one.Process.StartAsync(stopping), () => one.Process.Doing)
                )
            );
            return whole;
        }
        catch
        {
            await whole.DisposeAsync();
            throw;
        }
    }

    /// <summary>The log to which Spark writes its figures of each batch.</summary>
    public string ProgressLog(string application) => Path.Combine(_folder, "logs", $"{application}-progress.log");

    /// <summary>The processes whose CPU time is read: each application is a JVM with a C# program below it.</summary>
    public IReadOnlyList<MeasuredProcess> Processes()
    {
        var tree = ProcessTree.Read();
        var spark = _applications
            .Select(one => (one.Application.Name, Pid: one.Process.Pid!.Value))
            .SelectMany(jvm =>
                tree.ChildNamed(jvm.Pid, "dotnet") is { } program
                    ? new MeasuredProcess[] { new($"{jvm.Name} (JVM)", jvm.Pid), new($"{jvm.Name} (.NET)", program) }
                    : [new($"{jvm.Name} (JVM)", jvm.Pid)]
            );
        return [.. spark, .. _stack.Components.Select(component => new MeasuredProcess(component.Name, component.Pid!.Value))];
    }

    /// <exception cref="BenchmarkException">A part ended by itself.</exception>
    public void CheckAlive()
    {
        foreach (var component in _stack.Components.Concat(_applications.Select(one => one.Process)).Where(one => one.Pid is null))
        {
            throw new BenchmarkException(
                $"{component.Name} ended by itself with code {component.Exited.Result}:{Environment.NewLine}{LogTail.Read(component.Log)}"
            );
        }
    }

    /// <summary>Stops everything and removes its data, but not the logs.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_applications.Select(one => one.Process.StopAsync()));
        await _stack.DisposeAsync();
        RunFolder.Keep(_folder, "logs");
    }

    Local.Components.SparkJobs Process(Application application, Load load) =>
        new(
            _folder,
            new(_stack.Kafka.BootstrapServers, _stack.Postgres.ConnectionString(application.Role), _stack.Lake)
            {
                Jobs = application.IsProgram ? Repository.Assembly(application.Jobs) : application.Jobs,
                Job = application.IsProgram ? application.Options : [.. application.Options, "--warm-batches", $"{load.WarmBatches}"],
                Prefix = application.Prefix,
                // log4j reads both: the usual settings, and the file for the progress of each batch.
                Spark =
                [
                    "--conf",
                    $"spark.driver.extraJavaOptions=-Danalytics.progress={ProgressLog(application.Name)} -Dlog4j2.configurationFile="
                        + $"file:{Path.Combine(Repository.Root, "deploy/spark/log4j2.properties")},"
                        + $"file:{Path.Combine(Repository.Root, "tests/Benchmarks/Measuring/progress-log.properties")}",
                ],
            },
            application.Name
        )
        {
            StartLimit = TimeSpan.FromMinutes(5),
        };
}
