using System.CommandLine;
using System.Globalization;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Schedule;
using Analytics.BatchJobs.Settings;
using Analytics.Hosting;
using Analytics.Hosting.Web;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Analytics.BatchJobs.Jobs;

/// <summary>Starts the other jobs at their times. It has no JVM: each run is a child process.</summary>
static class ScheduleJob
{
    const int ShownRuns = 3;

    /// <param name="jobs">The jobs that the schedule may start.</param>
    public static Command Command(IReadOnlyList<Command> jobs)
    {
        var command = new Command(
            "schedule",
            """
            Starts the jobs of schedule.json at their times, each as a process of its own, and records every run.
            Example: ./spark-submit.sh batch schedule --list
            """
        );
        ScheduleOptions.AddTo(command);
        command.SetAction(
            async (parsed, stopping) =>
            {
                var (scheduled, errors) = ScheduleFile.Read(
                    await File.ReadAllTextAsync(ScheduleOptions.FileOf(parsed), stopping),
                    jobs,
                    TimeProvider.System.GetUtcNow()
                );
                foreach (var error in errors)
                    await Console.Error.WriteLineAsync(error);

                if (errors.Count > 0)
                    return ExitCodes.Usage;

                if (parsed.GetValue(ScheduleOptions.List))
                {
                    foreach (var line in NextRuns(scheduled, TimeProvider.System.GetUtcNow()))
                        Console.WriteLine(line);
                    return ExitCodes.Done;
                }

                return await RunAsync(scheduled, ScheduleOptions.Settings(parsed), stopping);
            }
        );
        return command;
    }

    /// <summary>Returns the next runs of every job in the order of time.</summary>
    public static IEnumerable<string> NextRuns(IReadOnlyList<ScheduledJob> jobs, DateTimeOffset now) =>
        jobs.SelectMany(job => Next(job, now).Take(ShownRuns).Select(time => (Time: time, Job: job)))
            .OrderBy(run => run.Time)
            .Select(run =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{run.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC  {run.Job.Name}  ({run.Job.Text})"
                )
            );

    static IEnumerable<DateTimeOffset> Next(ScheduledJob job, DateTimeOffset now)
    {
        for (var time = job.Times.Next(now); time is not null; time = job.Times.Next(time.Value))
            yield return time.Value;
    }

    static async Task<int> RunAsync(IReadOnlyList<ScheduledJob> jobs, ScheduleSettings settings, CancellationToken stopping)
    {
        using var logging = LoggerFactory.Create(builder => builder.AddConsoleLog());
        var log = logging.CreateLogger("Analytics.BatchJobs");
        await using var warehouse = NpgsqlDataSource.Create(settings.Warehouse);
        var state = new ScheduleState(jobs);
        await using var health = settings.Listen is { } listen ? ScheduleEndpoints.Build(listen, state) : null;
        try
        {
            PrivateFolder.Create(settings.Logs);
            if (health is not null)
                await health.StartAsync(stopping);

            await CheckSessionAsync(settings.Warehouse, stopping);
        }
        catch (Exception error) when (Failures.Of(error) is { } failure)
        {
            await Console.Error.WriteLineAsync(failure.Sentence);
            return failure.ExitCode;
        }

        await using var worker = new ScheduleWorker(jobs, settings, warehouse, state, TimeProvider.System, log);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var pushing = new PushWorker(settings, warehouse, TimeProvider.System, log).RunAsync(ending.Token);
        var exit = await worker.RunAsync(stopping);
        await ending.CancelAsync();
        await pushing;
        return exit;
    }

    static async Task CheckSessionAsync(string warehouse, CancellationToken stopping)
    {
        try
        {
            await BatchRun.CheckSessionAsync(warehouse, stopping);
        }
        catch (Exception away) when (PostgresFailure.Explains(away))
        {
            // The worker waits for the warehouse, and every run checks its own session.
        }
    }
}
