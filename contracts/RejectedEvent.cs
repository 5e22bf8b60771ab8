namespace Analytics.Contracts;

/// <summary>
/// An event that could not be accepted, whole, with every reason. It travels on <see cref="Topics.Rejected"/> and is kept in the lake.
/// </summary>
public sealed record RejectedEvent
{
    /// <summary>The encoding of an original that is not kept: it could not be read, and its sender did not want to be known.</summary>
    public const string Withheld = "withheld";

    /// <summary>The first reason's code; see <see cref="RejectionCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>The member the first reason speaks of, as a path in the client's own names; null when it is the whole.</summary>
    public string? Field { get; init; }

    /// <summary>What is wrong and what to do, for a person.</summary>
    public string? Message { get; init; }

    /// <summary>Every reason, the first included.</summary>
    public IReadOnlyList<RejectionReason>? Reasons { get; init; }

    /// <summary>Who refused it: <c>collector</c> or <c>stream</c>.</summary>
    public required string Stage { get; init; }

    public string? Source { get; init; }

    /// <summary>
    /// How it came, by the collector's name: the original of <c>posthog</c> has PostHog's members, any other has ours. Null when unknown.
    /// </summary>
    public string? Dialect { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
    public string? RequestId { get; init; }

    /// <summary>The whole original: text, or base64 where <see cref="OriginalEncoding"/> says so.</summary>
    public required string Original { get; init; }

    /// <summary>
    /// <c>utf8</c>; <c>base64</c> when the original is not UTF-8; <see cref="Withheld"/> when it is empty because it is not kept.
    /// </summary>
    public required string OriginalEncoding { get; init; }
}

/// <summary>One thing wrong with an event.</summary>
public sealed record RejectionReason(string Code, string? Field, string? Message);
