using Analytics.Collector.Delivery.Duplicates;
using Analytics.Collector.Delivery.Kafka;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>Tells for each event of a request whether it is stored, and remembers how well storing goes.</summary>
sealed class StoreResults(EventRouter router, RetryAfterEstimate retryAfter, KafkaOptions kafka)
{
    public async Task<Stored> OfAsync(IReadOnlyList<OutgoingEvent> events, RecentIds.Claim claim, PendingRequest request, Durability where)
    {
        if (where == Durability.None)
            retryAfter.Refused();
        else
            retryAfter.Took();

        if (claim.IsDuplicate is null && where != Durability.None)
            return new Stored(where == Durability.Spool ? Durability.Spool : Durability.Kafka, [], []);

        var lost = claim.Duplicates.Count == 0 ? [] : await claim.LostDuplicatesAsync(kafka.MessageTimeout);
        return Result(events, claim, request, where, lost);
    }

    /// <param name="lost">Places of the duplicates whose first event is not known to be stored.</param>
    Stored Result(IReadOnlyList<OutgoingEvent> events, RecentIds.Claim claim, PendingRequest request, Durability where, HashSet<int> lost)
    {
        var unstored = new List<int>();
        var duplicates = new List<int>();
        for (var place = 0; place < events.Count; place++)
        {
            if (request.IsFresh(place) ? !request.IsStored(place) : lost.Contains(place))
                unstored.Add(events[place].Index);
            else if (!request.IsFresh(place))
                duplicates.Add(events[place].Index);
        }

        DuplicateMetrics.Recognized(events.Count - claim.Fresh - lost.Count);

        // The collector does not remember where a duplicate is stored: it may be in the spool while the spool is not empty.
        var isSpooled = where == Durability.Spool || (claim.IsDuplicate is not null && router.UsesSpool);
        return new Stored(isSpooled ? Durability.Spool : Durability.Kafka, unstored, duplicates) { RetryAfter = retryAfter.Seconds };
    }

    public Stored Nothing()
    {
        retryAfter.Refused();
        return new Stored(Durability.None, [], []) { IsNothing = true, RetryAfter = retryAfter.Seconds };
    }
}
