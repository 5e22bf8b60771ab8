using Analytics.Collector.Delivery.Spool;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>The spool as its drain uses it: the files, and the earlier attempts of the events in them.</summary>
/// <param name="Attempts">The events that were published before they were spooled.</param>
/// <param name="Recovered">The events of an earlier run.</param>
/// <param name="Refused">Receives the events that Kafka refuses for good.</param>
sealed record DrainedSpool(SpoolLog Log, SpoolWriter Writer, DirectAttempts Attempts, RecoveredEvents Recovered, RefusedEvents Refused)
{
    /// <summary>The state that a failed pass leaves to the next one.</summary>
    public DrainMemory Memory { get; } = new();

    /// <summary>True when every spooled event is in Kafka and none is on its way to the spool.</summary>
    // The order matters: once the writer is idle, nothing is appended to the spool during a return.
    public bool IsEmpty => Writer.IsIdle && Log.IsDrained;

    /// <summary>Removes the attempts of the events that are in Kafka.</summary>
    public void Forget(long before)
    {
        Attempts.Forget(before);
        Recovered.Drained(before);
        Memory.DoneAhead.RemoveWhere(sequence => sequence < before);
    }

    /// <summary>Deletes the files, which hold only events that are in Kafka.</summary>
    public void Clear()
    {
        Log.Clear();

        // The attempts of a copy that was appended meanwhile are kept.
        Attempts.Forget(Log.Drained);
    }
}
