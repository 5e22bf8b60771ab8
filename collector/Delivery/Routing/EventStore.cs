using Analytics.Collector.Delivery.Duplicates;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Telemetry;
using Analytics.Contracts;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>Stores each of a request's events once, and returns when it is known for each whether it is stored.</summary>
sealed class EventStore(
    QueueGate gate,
    RecentIds recent,
    EventIdentity identity,
    EventRouter router,
    RetryAfterEstimate retryAfter,
    KafkaOptions kafka,
    Topics topics
)
{
    /// <param name="key">The id of the request's write key.</param>
    public async Task<Stored> StoreAsync(string key, IReadOnlyList<OutgoingEvent> events)
    {
        if (events.Count == 0)
            return new Stored(Durability.Kafka, [], []);

        using var span = Traces.Publish(events.Count);
        var bytes = 0L;
        for (var place = 0; place < events.Count; place++)
            bytes += events[place].Bytes;

        if (!gate.TryEnter(key, events.Count, bytes))
            return Nothing();

        var claim = recent.Take(key, Identities(events));
        var request = new PendingRequest(events, claim.IsDuplicate);
        var where = Durability.Kafka;
        if (claim.Fresh > 0)
        {
            router.Take(request);
            where = await request.Answered;
        }

        _ = SettleAsync(key, claim, request, bytes);
        if (claim.Fresh == events.Count && where == Durability.None && !request.WasPublished)
            return Nothing();

        return await ResultAsync(events, claim, request, where);
    }

    Fingerprint[] Identities(IReadOnlyList<OutgoingEvent> events)
    {
        var ids = new Fingerprint[events.Count];
        for (var place = 0; place < ids.Length; place++)
            ids[place] = identity.Of(events[place].Topic, events[place].Value);

        return ids;
    }

    /// <summary>
    /// Settles the claim at once, except for a request whose client got an error while its events are still under way to Kafka. Kafka may
    /// still store them, so a retry has to wait for the reports, and the events still occupy memory.
    /// </summary>
    async Task SettleAsync(string key, RecentIds.Claim claim, PendingRequest request, long bytes)
    {
        if (claim.Fresh > 0 && request.Answered.Result != Durability.None)
            claim.Settle(null);

        if (!request.IsResolved)
            await request.WhenResolved();

        if (!claim.IsSettled)
            claim.Settle(Unstored(claim, request));

        gate.Leave(key, claim.Count, bytes);
    }

    static HashSet<int>? Unstored(RecentIds.Claim claim, PendingRequest request) =>
        claim.Fresh == 0 ? null : [.. Enumerable.Range(0, claim.Count).Where(place => request.IsFresh(place) && !request.IsStored(place))];

    async Task<Stored> ResultAsync(IReadOnlyList<OutgoingEvent> events, RecentIds.Claim claim, PendingRequest request, Durability where)
    {
        if (where == Durability.None)
            retryAfter.Refused();
        else
            retryAfter.Took();

        if (claim.IsDuplicate is null && where != Durability.None)
            return new Stored(where == Durability.Spool ? Durability.Spool : Durability.Kafka, [], []);

        var lost = claim.Twins.Count == 0 ? [] : await claim.LostTwinsAsync(kafka.MessageTimeout);
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
            else if (!request.IsFresh(place) && events[place].Topic != topics.Rejected)
                duplicates.Add(events[place].Index); // A repeated rejected event is still reported as rejected.
        }

        DuplicateMetrics.Recognized(events.Count - claim.Fresh - lost.Count);

        // The collector does not remember where a duplicate is stored: it may be in the spool while the spool is not empty.
        var isSpooled = where == Durability.Spool || (claim.IsDuplicate is not null && router.Mode != RouterMode.Direct);
        return new Stored(isSpooled ? Durability.Spool : Durability.Kafka, unstored, duplicates) { RetryAfter = retryAfter.Seconds };
    }

    Stored Nothing()
    {
        retryAfter.Refused();
        return new Stored(Durability.Kafka, [], []) { IsNothing = true, RetryAfter = retryAfter.Seconds };
    }
}
