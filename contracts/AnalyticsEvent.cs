namespace Analytics.Contracts;

/// <summary>
/// The canonical event: what the collector publishes to Kafka, what Spark reads, what stands in the lake.
/// One property is one JSON member (snake_case) and one column; <see cref="SparkSchema"/> is derived from this record.
/// </summary>
/// <remarks>The first six members and <see cref="ReceivedAt"/> are never null in an event that counts.</remarks>
public sealed record AnalyticsEvent
{
    /// <summary>The identity of the event: the client's messageId, else a hash of the event. At most 128 characters.</summary>
    public string? EventId { get; init; }

    /// <summary>The site or app, as named by the write key. At most <see cref="KeyText.Source"/> characters.</summary>
    public string? Source { get; init; }

    /// <summary>track, page, screen, identify, group or alias.</summary>
    public string? Type { get; init; }

    /// <summary>The event's name for track; the page or screen name, else its path; else the type.</summary>
    public string? Name { get; init; }

    public string? UserId { get; init; }
    public string? AnonymousId { get; init; }
    public string? SessionId { get; init; }

    /// <summary>When it happened, by the client's clock corrected by the time rule. UTC, milliseconds.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>When the collector had the whole request. UTC, milliseconds. Ages are counted from here.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The client's clock at sending, as given.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The event's time as the client gave it, before the time rule.</summary>
    public DateTimeOffset? ClientTimestamp { get; init; }

    public string? PageUrl { get; init; }
    public string? PagePath { get; init; }
    public string? PageTitle { get; init; }
    public string? Referrer { get; init; }
    public string? ReferrerDomain { get; init; }
    public string? UtmSource { get; init; }
    public string? UtmMedium { get; init; }
    public string? UtmCampaign { get; init; }
    public string? UtmTerm { get; init; }
    public string? UtmContent { get; init; }

    /// <summary>ISO 3166-1 alpha-2, upper case.</summary>
    public string? Country { get; init; }

    public string? Region { get; init; }
    public string? City { get; init; }

    /// <summary>mobile, tablet, desktop, tv, bot or other.</summary>
    public string? Device { get; init; }

    public string? Os { get; init; }
    public string? Browser { get; init; }
    public string? AppVersion { get; init; }
    public string? Locale { get; init; }

    /// <summary>Money in units of <see cref="Currency"/>, at most 14 digits before and 4 after the point.</summary>
    public decimal? Revenue { get; init; }

    /// <summary>ISO 4217, upper case; null without revenue.</summary>
    public string? Currency { get; init; }

    public bool? IsBot { get; init; }

    /// <summary>What the key's privacy policy did: null, anonymized.</summary>
    public string? Privacy { get; init; }

    /// <summary>The client's address, cut to /24 or /48.</summary>
    public string? Ip { get; init; }

    /// <summary>
    /// The client's own members, as they came. (Spark keeps structure and order, and prints numbers anew: 1.10 stands as 1.1 in the lake.)
    /// </summary>
    public RawJson? Properties { get; init; }

    /// <summary>The client's context, as it came.</summary>
    public RawJson? Context { get; init; }

    /// <summary>Codes of what was corrected on the way in.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }
}
