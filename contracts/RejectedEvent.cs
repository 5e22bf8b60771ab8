namespace Analytics.Contracts;

/// <summary>
/// A rejected event with its whole original, if a message can hold it, and every reason. It is published to <see cref="Topics.Rejected"/>
/// and stored in the lake.
/// </summary>
public sealed record RejectedEvent
{
    /// <summary>The encoding of an original that is not stored: it can't be parsed, so it can't be anonymized.</summary>
    public const string Withheld = "withheld";

    /// <summary>
    /// The encoding of an original that is too large for a message: only its beginning, as text; the message has its size and hash.
    /// </summary>
    public const string Cut = "cut";

    /// <summary>The first reason's code; see <see cref="RejectionCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>
    /// The member that the first reason is about, as a path in the client's names; null when it is about the whole event.
    /// </summary>
    public string? Field { get; init; }

    /// <summary>A message for people: the error and its remedy.</summary>
    public string? Message { get; init; }

    /// <summary>Every reason, the first included.</summary>
    public IReadOnlyList<RejectionReason>? Reasons { get; init; }

    /// <summary>The stage that rejected the event: <c>collector</c> or <c>stream</c>.</summary>
    public required string Stage { get; init; }

    public string? Source { get; init; }

    /// <summary>One of <see cref="EventChannels"/>; null when unknown.</summary>
    public string? Channel { get; init; }

    /// <summary>
    /// The collector's dialect of the request: originals of <c>posthog</c> have PostHog's members, all others the native members. Null when
    /// unknown.
    /// </summary>
    public string? Dialect { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
    public string? RequestId { get; init; }

    /// <summary>The original, encoded as <see cref="OriginalEncoding"/> says.</summary>
    public required string Original { get; init; }

    /// <summary>
    /// <c>utf8</c>; <c>base64</c> when the original is not UTF-8; <see cref="Cut"/> when it is only the beginning; <see cref="Withheld"/>
    /// when it is empty because it is not stored.
    /// </summary>
    public required string OriginalEncoding { get; init; }

    /// <summary>The effect of the key's privacy policy: null or <c>anonymized</c>.</summary>
    public string? Privacy { get; init; }

    /// <summary>The user agent of a page's request, from which a replay determines browser and device; null when anonymized.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The address of a page's request, truncated to /24 (IPv4) or /48 (IPv6); null when anonymized.</summary>
    public string? Ip { get; init; }

    /// <summary>The country of a page's request.</summary>
    public string? Country { get; init; }

    /// <summary>The place of the rejected event that was sent again and became this one: <see cref="ReplayedEvent.ReplayOf"/>.</summary>
    public string? ReplayOf { get; init; }
}

/// <summary>One reason for which an event is rejected.</summary>
public sealed record RejectionReason(string Code, string? Field, string? Message);
