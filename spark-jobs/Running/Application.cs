using Analytics.SparkJobs.Jobs;
using Analytics.SparkJobs.Settings;
using Microsoft.Extensions.Logging;

namespace Analytics.SparkJobs.Running;

/// <summary>Runs the queries of one process, each on a thread of its own, until one fails for good or the process is asked to stop.</summary>
sealed class Application(JobContext context, IReadOnlyList<QueryPlan> plans, Readiness readiness, ILogger log) : IDisposable
{
    readonly CancellationTokenSource stopping = new();
    readonly ManualResetEventSlim stopped = new();
    readonly Lock guard = new();
    FatalStopException? fatal;

    /// <summary>Blocks until everything has stopped.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public int Run()
    {
        var threads = plans.Select(plan => Start(plan, readiness.StateOf(plan.Name))).ToList();
        var beats = readiness.States.Select(state => new Heartbeat(state, context.Kafka, context.Warehouse, context.Clock, log).RunAsync(stopping.Token)).ToArray();
        var priority = BackgroundPriority.Of(context.Session, context.Settings, context.Clock, log)?.RunAsync(stopping.Token) ?? Task.CompletedTask;
        readiness.WarmUp(context, plans, stopping.Token);
        threads.ForEach(thread => thread.Join());
        Task.WaitAll([.. beats, priority]);
        stopped.Set();
        if (fatal is null)
        {
            return ExitCodes.Stopped;
        }

        RunnerLog.Failed(log, fatal.Message);
        Console.Error.WriteLine(fatal.Message);
        return fatal.ExitCode;
    }

    /// <summary>Lets running batches end and stops the queries. May be called more than once, from any thread.</summary>
    public void Stop(string reason)
    {
        if (!stopping.IsCancellationRequested)
        {
            RunnerLog.Stopping(log, reason);
            stopping.Cancel(); // The runners stop their queries.
        }
    }

    /// <summary>For the JVM's shutdown hook: Spark goes on with its own stop only when this returns, 25 seconds at most.</summary>
    public void StopAndWait(string reason)
    {
        Stop(reason);
        stopped.Wait(TimeSpan.FromSeconds(25));
    }

    Thread Start(QueryPlan plan, QueryState state)
    {
        var runner = new QueryRunner(plan, context.Session, context.Kafka, context.Settings, state, context.Clock, log);
        var thread = new Thread(() => Guarded(runner, state)) { Name = plan.Name, IsBackground = true };
        thread.Start();
        return thread;
    }

    void Guarded(QueryRunner runner, QueryState state)
    {
        try
        {
            runner.Run(stopping.Token);
            RunnerLog.Stopped(log, state.Query, state.Batches);
        }
        catch (Exception e)
        {
            lock (guard)
            {
                fatal ??= e as FatalStopException ?? new FatalStopException(ExitCodes.Failed, $"{state.Query} failed: {Failure.Summary(e)}\n{e}");
            }

            Stop($"{state.Query} failed");
        }
    }

    public void Dispose()
    {
        stopping.Dispose();
        stopped.Dispose();
    }
}
