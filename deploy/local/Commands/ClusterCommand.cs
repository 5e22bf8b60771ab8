using System.CommandLine;
using Analytics.Hosting;
using Analytics.Local.Components;

namespace Analytics.Local.Commands;

/// <summary><c>cluster</c>: a standalone Spark cluster to submit to.</summary>
static class ClusterCommand
{
    public static Command Create()
    {
        var folder = SharedOptions.Folder("cluster");
        var workers = Options.Number("--workers", 2, 1, 16, "The number of Workers, of 2 cores and 2 GB each.");
        var command = new Command(
            "cluster",
            """
            Starts a standalone Spark Master and its Workers on 127.0.0.1,
            prints the address for ./spark-submit.sh --master, and stops them on Ctrl-C or SIGTERM.
            Exit codes: 0 stopped, 1 a part did not start, 64 usage, 69 something is not built or installed, 75 another run has the folder.
            """
        )
        {
            folder,
            workers,
        };
        command.SetAction(
            (parsed, stopping) =>
                SingleRun.RunAsync(
                    parsed.GetValue(folder)!,
                    () => RunAsync(new SparkCluster(Path.GetFullPath(parsed.GetValue(folder)!), parsed.GetValue(workers)), stopping),
                    stopping
                )
        );
        return command;
    }

    static async Task<int> RunAsync(SparkCluster cluster, CancellationToken stopping)
    {
        var lines = new ConsoleLines();
        await using (cluster)
        {
            await cluster.StartAsync(stopping);
            foreach (var daemon in cluster.Workers.Cast<HttpComponent>().Prepend(cluster.Master))
                lines.Report($"{daemon.Name, -15} {daemon.Url, -24} pid {daemon.Pid, -8} {daemon.Log}");
            lines.Report($"running; ./spark-submit.sh --master {cluster.Address} all");
            var stopped = new TaskCompletionSource();
            await using (stopping.Register(stopped.SetResult))
                await stopped.Task;
        }

        return ExitCodes.Done;
    }
}
