using System.Text;
using Analytics.Collector.Delivery.Duplicates;

namespace Analytics.Collector.Delivery.Spool;

/// <summary>The events that an earlier run left in the spool. They are remembered as stored, because they were acknowledged.</summary>
sealed class RecoveredEvents(RecentIds recent, EventIdentity identity)
{
    readonly HashSet<long> _repeats = [];
    long _last = -1;

    /// <summary>The time at which the oldest one was spooled; null when there is none.</summary>
    public DateTimeOffset? Oldest { get; private set; }

    public void Add(RecordView record)
    {
        Oldest ??= record.SpooledAt;
        _last = record.Sequence;
        recent.IsDraining = true;
        if (!recent.Remember(identity.Of(Encoding.UTF8.GetString(record.Topic), record.Value)))
            _repeats.Add(record.Sequence);
    }

    /// <summary>Notes that every event before this sequence is in Kafka.</summary>
    public void Drained(long before)
    {
        if (before > _last)
            recent.IsDraining = false;
    }

    /// <summary>
    /// True for a spooled event that need not be published. A failed append can leave its events before their retry. Kafka may have stored
    /// an event before the earlier run recorded it, or before a retry of it was spooled while Kafka could not be read.
    /// </summary>
    public bool IsStoredElsewhere(in SpooledEvent one) =>
        _repeats.Contains(one.Sequence) || recent.IsInKafka(identity.Of(one.Topic, one.Value));
}
