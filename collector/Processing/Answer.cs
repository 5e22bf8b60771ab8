using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Routing;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Http;

namespace Analytics.Collector.Processing;

/// <summary>The result of a request whose events were processed; each dialect writes it in its format.</summary>
/// <param name="Problem">Null when the request as a whole succeeded.</param>
/// <param name="Results">One per event, in the request's order.</param>
sealed record Answer(RequestFacts Facts, Problem? Problem, Durability Durability, EventCounts Counts, IReadOnlyList<EventResult> Results)
{
    public static Task WriteAsync(HttpContext context, ProcessedRequest request, Stored stored, Dialect dialect)
    {
        if (stored.IsNothing)
        {
            EventMetrics.CountUnstored(request);
            return dialect.RefuseAsync(context, Problem.Overloaded with { RetryAfter = stored.RetryAfter });
        }

        var results = Final(request.Results, stored);
        if (dialect.Stores)
            EventMetrics.Count(request, results, stored.Duplicates, dialect.Name);

        if (request.Problem is { } refused)
        {
            // The body may have been kept as a rejected event.
            return dialect.RefuseAsync(context, stored.Unstored.Count > 0 ? Unstored(stored) : refused);
        }

        var counts = EventCounts.Of(results);
        var problem =
            stored.Unstored.Count > 0 ? Unstored(stored)
            : counts.Rejected == results.Count ? Problem.EveryEventInvalid
            : null;
        return dialect.AnswerAsync(context, new Answer(request.Facts, problem, stored.Durability, counts, results));
    }

    static Problem Unstored(Stored stored) => Problem.Unstored with { RetryAfter = stored.RetryAfter };

    static IReadOnlyList<EventResult> Final(IReadOnlyList<EventResult> processed, Stored stored)
    {
        if (stored.Unstored.Count == 0 && stored.Duplicates.Count == 0)
            return processed;

        var changed = processed.ToArray();
        // A repeated rejected event is still reported as rejected.
        foreach (var index in stored.Duplicates.Where(index => changed[index].Status != EventStatus.Rejected))
            changed[index] = new EventResult(index, changed[index].MessageId, EventStatus.Duplicate);
        foreach (var index in stored.Unstored)
            changed[index] = new EventResult(index, changed[index].MessageId, EventStatus.Retry);

        return changed;
    }
}

/// <summary>The number of a request's events by result.</summary>
readonly record struct EventCounts(int Accepted, int Duplicate, int Rejected, int Dropped)
{
    public static EventCounts Of(IReadOnlyList<EventResult> results) =>
        new(
            results.Count(result => result.IsAccepted),
            results.Count(result => result.Status == EventStatus.Duplicate),
            results.Count(result => result.Status == EventStatus.Rejected),
            results.Count(result => result.Status == EventStatus.Dropped)
        );
}
