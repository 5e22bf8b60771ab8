using Analytics.Collector.Delivery.Duplicates;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Telemetry;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>Stores each of a request's events once, and returns when it is known for each whether it is stored.</summary>
sealed class EventStore(QueueGate gate, RecentIds recent, EventIdentity identity, EventRouter router, StoreResults results)
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
            return results.Nothing();

        var claim = recent.Take(key, Identities(events));
        var request = new PendingRequest(key, events, claim.IsDuplicate);
        var where = Durability.Kafka;
        if (claim.Fresh > 0)
        {
            router.Take(request);
            where = await request.Answered;
        }

        _ = SettleAsync(key, claim, request, bytes);
        if (claim.Fresh == events.Count && where == Durability.None && !request.WasPublished)
            return results.Nothing();

        return await results.OfAsync(events, claim, request, where);
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
}
