using Analytics.Collector.Delivery.Duplicates;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Spool;
using Analytics.Hosting;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>Publishes spooled events, in order, once Kafka takes events again, and then switches the router back to direct.</summary>
sealed partial class SpoolDrain(
    SpoolLog spool,
    SpoolWriter writer,
    DirectAttempts attempts,
    EventRouter router,
    EventPublisher publisher,
    RefusedEvents refused,
    RecoveredEvents recovered,
    RecentIdsLoader recent,
    KafkaState kafka,
    KafkaOptions options,
    SpoolOptions limits,
    TimeProvider clock,
    ILogger<SpoolDrain> log
) : IDisposable
{
    static readonly TimeSpan _betweenPasses = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan _betweenReturns = TimeSpan.FromSeconds(1);
    static readonly TimeSpan _longestStay = TimeSpan.FromMinutes(1);
    static readonly TimeSpan _calm = TimeSpan.FromSeconds(10);
    readonly CancellationTokenSource _stopping = new();
    readonly ManualResetEventSlim _begun = new();
    readonly DrainMemory _memory = new();
    readonly BackOff _stays = new(_betweenReturns, _longestStay);
    Thread? _thread;
    TimeSpan _stay;
    long _spoolingSince;
    long _returned;
    bool _isReturning;
    long _returnFailed;

    public void Start()
    {
        router.SpoolingBegan += _begun.Set;
        if (router.Mode != RouterMode.Direct)
            _begun.Set();

        _thread = new Thread(Run) { IsBackground = true, Name = "spool-drain" };
        _thread.Start();
    }

    /// <summary>Waits a short time for the events under way to Kafka, and records the progress.</summary>
    public void Dispose()
    {
        if (_stopping.IsCancellationRequested)
            return;

        router.SpoolingBegan -= _begun.Set;
        _stopping.Cancel();
        _thread?.Join();
        _stopping.Dispose();
        _begun.Dispose();
    }

    void Run()
    {
        try
        {
            while (true)
            {
                _begun.Wait(_stopping.Token);
                NoteBegin();
                kafka.WaitUntilReady(_stopping.Token);
                recent.Done.Wait(_stopping.Token);

                if (!Drain())
                    _stopping.Token.WaitHandle.WaitOne(_betweenPasses);
            }
        }
        catch (OperationCanceledException)
        {
            // The process ends; the next one drains the remaining events.
        }
    }

    /// <summary>
    /// Delays the next return each time Kafka stalls soon after one: a Kafka that is always slightly too slow would make the collector
    /// oscillate between Kafka and the spool.
    /// </summary>
    void NoteBegin()
    {
        if (_spoolingSince != 0)
            return;

        _spoolingSince = clock.GetTimestamp();
        var isSoon = _returned != 0 && clock.GetElapsedTime(_returned) < _calm;
        if (!isSoon)
            _stays.Reset();

        _stay = isSoon ? _stays.Next() : TimeSpan.Zero;
    }

    /// <returns>True when the spool is empty and events go directly.</returns>
    bool Drain()
    {
        var began = clock.GetTimestamp();

        // Half of librdkafka's queue, so that it never refuses an event for lack of room.
        var window = new DrainWindow(
            Math.Min(10_000, options.QueueEvents / 2),
            Math.Min(16, (options.QueueMegabytes + 1) / 2) * 1024L * 1024L
        );
        var pass = new DrainPass(spool, attempts, publisher, refused, recovered, _memory, window, clock, log, _stopping.Token);
        try
        {
            while (!pass.IsOver)
            {
                if (pass.Next())
                    continue;

                if (TryReturn(pass))
                {
                    LogDrained(pass.Published, clock.GetElapsedTime(began).TotalSeconds);
                    return true;
                }

                pass.Wait();
            }
        }
        catch (Exception broken) when (SpoolLog.IsRefusal(broken))
        {
            LogBroken(broken.Message);
        }

        pass.End();
        return false;
    }

    /// <summary>Switches to direct once every spooled event is in Kafka and none is on its way to the spool.</summary>
    bool TryReturn(DrainPass pass)
    {
        if (router.Mode == RouterMode.Spooling)
            BeginReturn(pass);

        // The order matters: once the writer is idle, nothing is appended to the spool during the return.
        if (router.Mode != RouterMode.Returning || !writer.IsIdle || !spool.IsDrained)
            return false;

        _begun.Reset();
        if (!router.TryReturn())
        {
            _begun.Set();
            return false;
        }

        (_isReturning, _spoolingSince, _returned) = (false, 0, clock.GetTimestamp());
        spool.Clear();
        attempts.Forget(spool.Next);
        return true;
    }

    /// <summary>
    /// Begins the return. New events wait during a return, so it begins only when Kafka is quick, and not immediately after one that was
    /// given up.
    /// </summary>
    void BeginReturn(DrainPass pass)
    {
        if (_isReturning)
            (_isReturning, _returnFailed) = (false, clock.GetTimestamp());

        if (
            pass.OldestAge > limits.FailoverAfter / 2
            || clock.GetElapsedTime(_spoolingSince) < _stay
            || (_returnFailed != 0 && clock.GetElapsedTime(_returnFailed) < _betweenReturns)
        )
        {
            return;
        }

        _isReturning = true;
        router.BeginReturn();
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "collector.spool.drained: {Events} events published in {Seconds:0.0} s; events go directly to Kafka again"
    )]
    partial void LogDrained(long events, double seconds);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "collector.spool.broken: the spool cannot be read or written, and is tried again: {Reason}"
    )]
    partial void LogBroken(string reason);
}
