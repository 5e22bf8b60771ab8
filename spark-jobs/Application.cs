using Analytics.Hosting;
using Analytics.SparkJobs.Monitoring;
using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.WarmUp;
using Microsoft.Extensions.Logging;

namespace Analytics.SparkJobs;

/// <summary>
/// Runs the queries of one process, each on its own thread, until one fails permanently or the process is stopped.
/// </summary>
sealed partial class Application : IDisposable
{
    readonly JobContext _context;
    readonly IReadOnlyList<(QueryPlan Plan, QueryState State)> _queries;
    readonly JvmWarmUp _warmUp;
    readonly ILogger _log;
    readonly CancellationTokenSource _stopping = new();
    readonly ManualResetEventSlim _stopped = new();
    readonly Lock _guard = new();
    FatalStopException? _fatal;

    public Application(JobContext context, IReadOnlyList<QueryPlan> plans)
    {
        (_context, _log) = (context, context.Log);
        _queries = [.. plans.Select(plan => (plan, new QueryState(plan.Name)))];
        var states = _queries.Select(query => query.State).ToList();
        _warmUp = new JvmWarmUp(context, states);
        Readiness = new Readiness(states, _warmUp);
    }

    public Readiness Readiness { get; }

    /// <summary>Runs the queries and blocks until all have stopped.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public int Run()
    {
        if (new WarehouseAddress(_context.Settings.Warehouse).Unverified is { } host)
            LogUnverified(host);

        var threads = _queries.Select(query => Start(query.Plan, query.State)).ToList();
        var beats = _queries
            .Select(query => new Heartbeat(query.State, _context.Kafka, _context.Warehouse, _context.Clock, _log).RunAsync(_stopping.Token))
            .ToArray();
        var priority = BackgroundPriority.Of(_context, () => _warmUp.IsDone)?.RunAsync(_stopping.Token) ?? Task.CompletedTask;
        var resources = new ResourceWatch(_context.Warehouse, _context.Clock, _log).RunAsync(_stopping.Token);
        _warmUp.Run(_stopping.Token);
        threads.ForEach(thread => thread.Join());
        Task.WaitAll([.. beats, priority, resources]);
        _stopped.Set();
        if (_fatal is null)
            return ExitCodes.Done;

        LogFailed(_fatal.Message);
        Console.Error.WriteLine(_fatal.Message);
        return _fatal.ExitCode;
    }

    /// <summary>Stops the queries after their running batches. Any thread can call it, more than once.</summary>
    public void Stop(string reason)
    {
        if (!_stopping.IsCancellationRequested)
        {
            LogStopping(reason);
            _stopping.Cancel(); // The runners stop their queries.
        }
    }

    /// <summary>
    /// Stops the queries and waits for their end, at most 25 seconds; for the JVM's shutdown hook, since Spark stops after it returns.
    /// </summary>
    public void StopAndWait(string reason)
    {
        Stop(reason);
        _stopped.Wait(TimeSpan.FromSeconds(25));
    }

    Thread Start(QueryPlan plan, QueryState state)
    {
        var runner = new QueryRunner(plan, state, _context);
        var thread = new Thread(() => Guarded(runner, state)) { Name = plan.Name, IsBackground = true };
        thread.Start();
        return thread;
    }

    void Guarded(QueryRunner runner, QueryState state)
    {
        try
        {
            runner.Run(_stopping.Token);
            LogStopped(state.Query, state.Batches);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "stream.application.failed: {Reason}")]
    partial void LogFailed(string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "stream.warehouse.unverified: the identity of {Host} is not verified, and the connection may be plain text: "
            + "add SSL Mode=VerifyFull to ANALYTICS_WAREHOUSE"
    )]
    partial void LogUnverified(string host);

    [LoggerMessage(Level = LogLevel.Information, Message = "stream.application.stopping: {Reason}")]
    partial void LogStopping(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "stream.query.stopped: {Query} after {Batches} batches")]
    partial void LogStopped(string query, long batches);
}
