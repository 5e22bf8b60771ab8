using Analytics.SparkJobs.Jobs;
using Analytics.SparkJobs.Settings;
using Microsoft.Extensions.Logging;

namespace Analytics.SparkJobs.Running;

/// <summary>
/// Runs the queries of one process, each on a thread of its own, until one fails for good or the process is asked to stop.
/// </summary>
sealed class Application(JobContext context, IReadOnlyList<QueryPlan> plans, Readiness readiness, ILogger log) : IDisposable
{
    readonly CancellationTokenSource _stopping = new();
    readonly ManualResetEventSlim _stopped = new();
    readonly Lock _guard = new();
    FatalStopException? _fatal;

    /// <summary>Blocks until everything has stopped.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public int Run()
    {
        var threads = plans.Select(plan => Start(plan, readiness.StateOf(plan.Name))).ToList();
        var beats = readiness
            .States.Select(state => new Heartbeat(state, context.Kafka, context.Warehouse, context.Clock, log).RunAsync(_stopping.Token))
            .ToArray();
        var priority = BackgroundPriority.Of(context.Session, context.Settings, context.Clock, log)?.RunAsync(_stopping.Token)
            ?? Task.CompletedTask;
        readiness.WarmUp(context, plans, _stopping.Token);
        threads.ForEach(thread => thread.Join());
        Task.WaitAll([.. beats, priority]);
        _stopped.Set();
        if (_fatal is null)
            return ExitCodes.Stopped;

        RunnerLog.Failed(log, _fatal.Message);
        Console.Error.WriteLine(_fatal.Message);
        return _fatal.ExitCode;
    }

    /// <summary>Lets running batches end and stops the queries. May be called more than once, from any thread.</summary>
    public void Stop(string reason)
    {
        if (!_stopping.IsCancellationRequested)
        {
            RunnerLog.Stopping(log, reason);
            _stopping.Cancel(); // The runners stop their queries.
        }
    }

    /// <summary>For the JVM's shutdown hook: Spark goes on with its own stop only when this returns, 25 seconds at most.</summary>
    public void StopAndWait(string reason)
    {
        Stop(reason);
        _stopped.Wait(TimeSpan.FromSeconds(25));
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
            runner.Run(_stopping.Token);
            RunnerLog.Stopped(log, state.Query, state.Batches);
        }
        catch (Exception e)
        {
            lock (_guard)
            {
                _fatal ??=
                    e as FatalStopException ?? new FatalStopException(ExitCodes.Failed, $"{state.Query} failed: {Failure.Summary(e)}\n{e}");
            }

            Stop($"{state.Query} failed");
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _stopped.Dispose();
    }
}
