using Analytics.Hosting.Processes;
using Analytics.Local.Components;
using Analytics.Local.Postgres;
using Analytics.Local.Stack;
using Analytics.Testing.Waiting;

namespace EndToEnd.Tests.Batch;

/// <summary>
/// Runs the program of the batch jobs on a standalone cluster, as users do. A Worker is killed under each job, and starts again after it.
/// </summary>
sealed class ClusterProgram(LocalStack stack, SparkCluster cluster) : IBatchProgram
{
    readonly BatchJobs _jobs = new(Path.Combine(stack.Postgres.Folder, "cluster"), stack.Postgres.ConnectionString(Role.Batch), stack.Lake)
    {
        Spark = On(cluster),
    };
    int _runs;

    /// <summary>Returns Spark's options for the cluster.</summary>
    public static string[] On(SparkCluster cluster) =>
        ["--master", cluster.Address, "--conf", "spark.executor.memory=1g", .. FastCompiler.Executors];

    public async Task RunAsync(string job, params string[] arguments)
    {
        var before = Log(job).Length;
        var running = _jobs.RunAsync(job, arguments);
        var worker = cluster.Workers[_runs++ % cluster.Workers.Count];
        await Poll.UntilAsync(
            "the job has done a step on the executors",
            () =>
                running.IsCompleted
                || (
                    ProcessTable.ChildrenOf(worker.Pid!.Value).Count > 0 && Log(job)[before..].Contains(": done", StringComparison.Ordinal)
                ),
            TimeSpan.FromMinutes(10)
        );
        var isUnderIt = !running.IsCompleted;
        await worker.KillAsync();
        var exit = await running;
        Assert.True(exit == 0, Log(job));
        Assert.True(isUnderIt, $"{job} ended before its Worker was killed");
        await worker.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Returns what the runs of a job have logged.</summary>
    public string Log(string job) => File.Exists(_jobs.Log(job)) ? File.ReadAllText(_jobs.Log(job)) : "";
}
