using Analytics.Collector.Delivery.Duplicates;
using Analytics.Collector.Delivery.Spool;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>Publishes spooled events, in order, once Kafka takes events again, and then switches the router back to direct.</summary>
sealed partial class SpoolDrain(
    DrainedSpool spool,
    DrainPasses passes,
    EventRouter router,
    ReturnPolicy returns,
    RecentIdsLoader recent,
    ILogger<SpoolDrain> log
) : IDisposable
{
    static readonly TimeSpan _betweenPasses = TimeSpan.FromMilliseconds(500);
    readonly CancellationTokenSource _stopping = new();
    readonly ManualResetEventSlim _begun = new();
    Thread? _thread;
    volatile string? _unhealthyReason;

    /// <summary>The reason why the spool cannot be read; null while it can.</summary>
    public string? UnhealthyReason => _unhealthyReason;

    public void Start()
    {
        router.SpoolFilled += _begun.Set;
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

        router.SpoolFilled -= _begun.Set;
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
                recent.WaitUntilDone(_stopping.Token);
                if (!Drain())
                    _stopping.Token.WaitHandle.WaitOne(_betweenPasses);
            }
        }
        catch (OperationCanceledException)
        {
            // The process ends; the next one drains the remaining events.
        }
    }

    /// <returns>True when the spool is empty and events go directly.</returns>
    bool Drain()
    {
        if (router.Mode != RouterMode.Direct)
            returns.SpoolingBegan();

        var pass = passes.Begin(_stopping.Token);
        try
        {
            while (!pass.IsOver)
            {
                var hasMore = pass.Next();
                _unhealthyReason = null;
                if (hasMore)
                    continue;

                if (router.Mode == RouterMode.Direct ? TryRest() : TryReturn(pass))
                    return true;

                pass.Wait();
            }
        }
        catch (Exception broken) when (SpoolLog.IsRefusal(broken))
        {
            _unhealthyReason = broken.Message;
            LogDrainFailed(broken.Message);
        }

        pass.End();
        return false;
    }

    /// <summary>Ends the pass once every copy in the spool is in Kafka and none is on its way to the spool.</summary>
    bool TryRest()
    {
        if (!spool.IsEmpty)
            return false;

        _begun.Reset();
        if (!spool.IsEmpty || router.Mode != RouterMode.Direct)
        {
            _begun.Set();
            return false;
        }

        spool.Clear();
        return true;
    }

    /// <summary>Switches to direct once every spooled event is in Kafka and none is on its way to the spool.</summary>
    bool TryReturn(DrainPass pass)
    {
        if (router.Mode == RouterMode.Spooling)
        {
            returns.SpoolingBegan();
            if (returns.TryBegin(pass.OldestAge))
                router.BeginReturn();
        }

        if (router.Mode != RouterMode.Returning || !spool.IsEmpty)
            return false;

        _begun.Reset();
        if (!router.TryReturn())
        {
            _begun.Set();
            return false;
        }

        returns.Returned();
        spool.Clear();
        LogDrained(pass.Published, pass.Elapsed.TotalSeconds);
        return true;
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "collector.spool.drained: {Events} events published in {Seconds:0.0} s; events go directly to Kafka again"
    )]
    partial void LogDrained(long events, double seconds);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "collector.spool.drain_failed: the spool cannot be read or written, and is tried again; a restart sets aside what stays "
            + "unreadable: {Reason}"
    )]
    partial void LogDrainFailed(string reason);
}
