namespace Analytics.Contracts;

/// <summary>What counts as an event, once: the collector accepts by it, and streaming classifies by it.</summary>
/// <remarks>Streaming's <c>ClassifyEvents</c> says the same in Spark SQL, for what reached Kafka by any other way.</remarks>
public static class EventDefinition
{
    /// <summary>
    /// Characters of a number, at most, anywhere in an event: Spark's JSON parser refuses a longer one, and the whole event with it.
    /// </summary>
    public const int LongestNumber = 1000;

    /// <summary>The columns that are never null in an event that counts.</summary>
    public static IReadOnlyList<string> RequiredColumns { get; } = ["event_id", "source", "type", "name", "occurred_at", "received_at"];

    /// <summary>Why streaming would not count the event.</summary>
    /// <param name="e">The canonical event.</param>
    /// <param name="appendedAt">When Kafka appends it.</param>
    /// <returns>One of <see cref="RejectionCodes"/>, or null for an event that counts.</returns>
    public static string? RejectionCode(AnalyticsEvent e, DateTimeOffset appendedAt) =>
        e is not { EventId: not null, Source: not null, Type: not null, Name: not null, OccurredAt: { } occurred, ReceivedAt: { } received }
            ? RejectionCodes.MissingField
        : EventTimes.IsPlausible(occurred, appendedAt)
        && EventTimes.IsPlausible(received, appendedAt)
        && IsStorable(e.SentAt)
        && IsStorable(e.ClientTimestamp)
            ? null
        : RejectionCodes.TimeOutOfRange;

    static bool IsStorable(DateTimeOffset? time) => time is not { } given || EventTimes.IsStorable(given);
}
