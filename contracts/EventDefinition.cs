namespace Analytics.Contracts;

/// <summary>The definition of an event: the collector accepts by it, and streaming classifies by it.</summary>
/// <remarks>Streaming's <c>ClassifyEvents</c> states it in Spark SQL, for messages that reach Kafka without the collector.</remarks>
public static class EventDefinition
{
    /// <summary>
    /// The greatest length of a number anywhere in an event, in characters: Spark's JSON parser rejects the whole event for a longer one.
    /// </summary>
    public const int LongestNumber = 1000;

    /// <summary>The columns that are never null in an event that counts.</summary>
    public static IReadOnlyList<string> RequiredColumns { get; } = ["event_id", "source", "type", "name", "occurred_at", "received_at"];

    /// <summary>Returns the reason for which streaming would not count the event.</summary>
    /// <param name="e">The canonical event.</param>
    /// <param name="appendedAt">The time at which Kafka appends it.</param>
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
