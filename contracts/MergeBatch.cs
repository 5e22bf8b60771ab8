namespace Analytics.Contracts;

/// <summary>
/// The second argument of every merge function: the batch's identity and the Kafka offsets that it covers.
/// The function moves the ledger from start to end in the same transaction as the sums, and fails unless the ledger is at start.
/// </summary>
/// <param name="Query">One of <see cref="QueryNames"/>.</param>
/// <param name="BatchId">The batch's number within the query's run, from 0.</param>
/// <param name="StartedAt">The start of the query's run; with query and batch id it identifies the batch.</param>
/// <param name="DurationMs">The time from the call of the batch's handler to the call of the function, in milliseconds.</param>
/// <param name="Topics">The topics by name: each with its Kafka id and the offsets [start, end) by partition.</param>
public sealed record MergeBatch(
    string Query,
    long BatchId,
    DateTimeOffset StartedAt,
    double DurationMs,
    IReadOnlyDictionary<string, TopicRange> Topics
);

/// <summary>The part of one topic that a batch covers.</summary>
/// <param name="TopicId">Kafka's id of the topic: a changed id means that the topic was recreated.</param>
/// <param name="Earliest">Kafka's earliest offset by partition; needed only for ledger rows that do not exist yet.</param>
public sealed record TopicRange(
    string TopicId,
    IReadOnlyDictionary<string, long> Start,
    IReadOnlyDictionary<string, long> End,
    IReadOnlyDictionary<string, long>? Earliest = null
);
