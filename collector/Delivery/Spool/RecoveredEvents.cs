using System.Text;
using Analytics.Collector.Delivery.Duplicates;

namespace Analytics.Collector.Delivery.Spool;

/// <summary>What an earlier run left in the spool: remembered as stored, since it was acknowledged.</summary>
sealed class RecoveredEvents(RecentIds recent, EventIdentity identity)
{
    readonly HashSet<long> _repeats = [];

    /// <summary>When the oldest was spooled; null when there is none.</summary>
    public DateTimeOffset? Oldest { get; private set; }

    public void Add(RecordView record)
    {
        Oldest ??= record.SpooledAt;
        if (!recent.Remember(identity.Of(Encoding.UTF8.GetString(record.Topic), record.Value)))
            _repeats.Add(record.Sequence);
    }

    /// <summary>
    /// True for an event of the spool that need not be published. An append that failed can leave its events behind, and their retry stands
    /// after
    /// them. Kafka may have got an event before the earlier run could record it, or before a retry of it came while Kafka could not be
    /// asked.
    /// </summary>
    public bool IsStoredElsewhere(in SpooledEvent one) =>
        _repeats.Contains(one.Sequence) || recent.IsInKafka(identity.Of(one.Topic, one.Value));
}
