namespace Analytics.Contracts;

/// <summary>
/// A rejected event that an operator key sends again: its original, corrected or not, with what the collector knew at the first receipt.
/// The members have the names of <see cref="RejectedEvent"/>.
/// </summary>
public sealed record ReplayedEvent
{
    public required string Source { get; init; }

    /// <summary>One of <see cref="EventChannels"/>; null counts as browser, which may do less.</summary>
    public string? Channel { get; init; }

    public string? Dialect { get; init; }

    /// <summary>The time of the first receipt. The time rule uses it, and it stays the event's received_at.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    public string? Privacy { get; init; }
    public string? UserAgent { get; init; }
    public string? Ip { get; init; }
    public string? Country { get; init; }

    /// <summary>
    /// The place of the rejected row: topic id, topic, partition and offset, with slashes between. It makes the id of an event that has
    /// neither messageId nor timestamp, so that a second attempt is recognized.
    /// </summary>
    public required string ReplayOf { get; init; }

    /// <summary>The event, a JSON object with the members of <see cref="Dialect"/>.</summary>
    public required RawJson Original { get; init; }
}
