using Analytics.Hosting.Processes;
using Analytics.Local.Components;
using Analytics.Local.Postgres;
using Analytics.Testing.Ledger;
using Analytics.Testing.Waiting;
using EndToEnd.Tests.Batch;

namespace EndToEnd.Tests;

/// <summary>The jobs run on a real cluster: a standalone Master and two Workers from the same jars.</summary>
public sealed class ClusterTests(WholeStack stack)
{
    [Fact]
    public async Task Runs_streaming_and_batch_jobs_and_a_killed_worker_costs_nothing()
    {
        var running = await stack.RunningAsync();
        await running.SparkJobs.StopAsync();
        await using var cluster = new SparkCluster(stack.Folder);
        await cluster.StartAsync(TestContext.Current.CancellationToken);
        await using var jobs = new SparkJobs(
            stack.Folder,
            new SparkJobsOptions(running.Kafka.BootstrapServers, running.Postgres.ConnectionString(Role.Writer), running.Lake)
            {
                Spark = [.. FastCompiler.Driver, .. ClusterProgram.On(cluster)],
                Job = ["--warm-batches", "5", "--lake-trigger", "2s"],
            },
            "spark-jobs-on-cluster"
        )
        {
            StartLimit = TimeSpan.FromMinutes(5),
        };
        await jobs.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, (await cluster.Master.AliveWorkersAsync(TestContext.Current.CancellationToken)).Count);

        var sent = await stack.SendAsync(rate: 300, TimeSpan.FromSeconds(10), async () =>
        {
            var worker = cluster.Workers[0];
            var executors = ProcessTable.ChildrenOf(worker.Pid!.Value);
            Assert.NotEmpty(executors);
            await worker.KillAsync();
            Assert.All(executors, executor => Assert.False(Signals.IsAlive(executor)));
        });
        var history = await stack.BalancedAsync(sent);
        Assert.Equal(sent.Count(one => one.Outcome is Outcome.Acked), history.Lake.Count);
        Assert.NotNull(jobs.Pid);

        // A batch job has the cluster for itself: the executors of the stream hold every core.
        await jobs.StopAsync();
        await cluster.Workers[0].StartAsync(TestContext.Current.CancellationToken);
        var batch = new ClusterProgram(running, cluster);
        await Today.WithLeftAsync(TimeSpan.FromMinutes(10));
        var day = BatchJobs.Day(TimeProvider.System.GetUtcNow());
        await batch.RunAsync("reprocess", "--from", day, "--to", day, "--open");
        Assert.Contains("rows changed 0", batch.Log("reprocess"), StringComparison.Ordinal);
    }
}
