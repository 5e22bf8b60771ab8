using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Spool;
using Confluent.Kafka;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>
/// Reads the spool once, from the first event that Kafka has not acknowledged, until a failure. The events under way are bounded; progress
/// is recorded in the spool's order, regardless of the order of the acknowledgements.
/// </summary>
sealed partial class DrainPass(
    DrainedSpool spool,
    EventPublisher publisher,
    DrainWindow window,
    TimeProvider clock,
    ILogger<SpoolDrain> log,
    CancellationToken stopping
)
{
    const int BatchEvents = 500;
    const int BatchBytes = 1024 * 1024;
    static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(5);
    static readonly TimeSpan _betweenRecords = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan _lastReports = TimeSpan.FromSeconds(2);
    readonly List<SpooledEvent> _batch = new(BatchEvents);
    readonly long _began = clock.GetTimestamp();
    SpoolCursor? _cursor;
    long _position = spool.Log.Drained;
    long _recordedAt;

    /// <summary>The number of events that this pass published.</summary>
    public long Published { get; private set; }

    public TimeSpan Elapsed => clock.GetElapsedTime(_began);

    public bool IsOver => stopping.IsCancellationRequested || window.HasFailed;

    /// <summary>The time for which the oldest event has waited for Kafka's acknowledgement.</summary>
    public TimeSpan OldestAge => window.OldestAge;

    /// <summary>Publishes the next events.</summary>
    /// <returns>False when there are none.</returns>
    public bool Next()
    {
        _batch.Clear();
        _cursor ??= new SpoolCursor(spool.Log, _position, (segment, damage) => LogCorrupt(segment, damage.From, damage.To));
        _cursor.Read(_batch, BatchEvents, BatchBytes);
        foreach (var one in _batch)
        {
            if (!TryDrain(one))
                return true;
        }

        if (_batch.Count == 0)
            _position = Math.Max(_position, _cursor.Next);

        Record();
        return _batch.Count > 0;
    }

    public void Wait()
    {
        window.WaitForReport(_tick);
        Record();
    }

    /// <summary>Waits for the events under way: without a limit after a failure, for a short time at the end of the process.</summary>
    public void End()
    {
        for (var began = clock.GetTimestamp(); !window.IsAllReported; window.WaitForReport(_tick))
        {
            if (!stopping.IsCancellationRequested)
                began = clock.GetTimestamp();
            else if (clock.GetElapsedTime(began) > _lastReports)
                break;
        }

        Record(atOnce: true);
        var (failures, ahead) = window.Reset();
        spool.Memory.DoneAhead.UnionWith(ahead);
        if (failures.Count > 0)
            LogRetrying(failures.Count, failures[0].Sequence, failures[0].Code);

        foreach (var (sequence, _) in failures.Where(failure => RefusedEvents.IsForGood(failure.Code)))
            spool.Memory.AloneBefore = Math.Max(spool.Memory.AloneBefore, sequence + 1);
    }

    /// <returns>False when the pass ends before this event.</returns>
    bool TryDrain(in SpooledEvent one)
    {
        var isThere = IsThere(one);
        var isAlone = one.Sequence < spool.Memory.AloneBefore;
        while (!IsOver)
        {
            if ((isAlone && window.Count > 0) || window.TryEnter(one.Sequence, one.Bytes) is not { } place)
            {
                Wait();
                continue;
            }

            _position = one.Sequence + 1;
            if (isThere)
            {
                window.Report(place, PersistenceStatus.Persisted, ErrorCode.NoError);
                return true;
            }

            Published++;
            publisher.Publish(one.Topic, one.Key, one.Value, window, place);
            return !isAlone || TryAlone(one);
        }

        return false;
    }

    bool IsThere(in SpooledEvent one)
    {
        if (spool.Memory.DoneAhead.Contains(one.Sequence))
            return true;

        if (spool.Attempts.Find(one.Sequence) is not { } attempt)
            return spool.Recovered.IsStoredElsewhere(one);

        // The event was published before it was spooled, and may still be under way.
        while (!attempt.Request.IsResolved && !IsOver)
            Wait();

        return attempt.Request.IsInKafka(attempt.Place);
    }

    /// <summary>
    /// Waits for an event that was published alone. An event that Kafka refuses for good is set aside, because it would block all later
    /// events.
    /// </summary>
    bool TryAlone(in SpooledEvent one)
    {
        while (!window.IsAllReported && !stopping.IsCancellationRequested)
            Wait();

        if (window.Failure is not { } code)
            return true;

        if (RefusedEvents.IsForGood(code))
        {
            spool.Refused.Add(one, code.ToString());
            spool.Memory.DoneAhead.Add(one.Sequence);
            SpoolMetrics.Refused();
            LogRefused(one.Topic, one.Sequence, code);
        }

        return false;
    }

    /// <summary>Records up to where Kafka has every event: at intervals during the pass, at once when nothing is under way.</summary>
    void Record(bool atOnce = false)
    {
        var isEmpty = window.Count == 0;
        var done = isEmpty ? _position : window.Done;
        if (done <= spool.Log.Drained || !(atOnce || isEmpty || clock.GetElapsedTime(_recordedAt) > _betweenRecords))
            return;

        SpoolMetrics.Drained(done - spool.Log.Drained);
        try
        {
            spool.Log.Advance(done);
        }
        catch (Exception failure) when (SpoolLog.IsRefusal(failure))
        {
            LogNotRecorded(failure.Message);
        }

        _recordedAt = clock.GetTimestamp();
        spool.Forget(done);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "collector.spool.retrying: Kafka did not accept {Events} events from number {Sequence} on ({Code}); they are sent again"
    )]
    partial void LogRetrying(int events, long sequence, ErrorCode code);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "collector.spool.refused: Kafka refuses an event of {Topic} for good, number {Sequence}: {Code}; it is kept "
            + "in refused.jsonl"
    )]
    partial void LogRefused(string topic, long sequence, ErrorCode code);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "collector.spool.corrupt: {Name} is damaged from byte {From} to {To}; its events cannot be published"
    )]
    partial void LogCorrupt(string name, long from, long to);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "collector.spool.progress_unwritten: progress cannot be recorded, a crash now would publish events again: {Reason}"
    )]
    partial void LogNotRecorded(string reason);
}
