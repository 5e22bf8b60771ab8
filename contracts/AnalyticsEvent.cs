namespace Analytics.Contracts;

/// <summary>
/// The canonical event: the collector publishes it to Kafka, Spark reads it and the lake stores it.
/// One property is one JSON member (snake_case) and one column; <see cref="SparkSchema"/> is derived from this record.
/// </summary>
/// <remarks>The members of <see cref="EventDefinition.RequiredColumns"/> are never null in an event that counts.</remarks>
public sealed record AnalyticsEvent
{
    /// <summary>The values that the live query counts, as <see cref="LiveText"/>: the message's first member. It is no column.</summary>
    public RawJson? Live => LiveText.Of(this);

    /// <summary>The identity of the event: the client's messageId, else a hash of the event. At most 128 characters.</summary>
    public string? EventId { get; init; }

    /// <summary>The site or app, as named by the write key. At most <see cref="KeyText.Source"/> characters.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// One of <see cref="EventChannels"/>, by the kind of the write key. Part of the event's identity, so that a public key can't claim the
    /// id of a server's event. Null in events that were stored before the member existed.
    /// </summary>
    public string? Channel { get; init; }

    /// <summary>One of track, page, screen, identify, group and alias.</summary>
    public string? Type { get; init; }

    /// <summary>The event's name for track; the page or screen name, else its path; else the type.</summary>
    public string? Name { get; init; }

    public string? UserId { get; init; }
    public string? AnonymousId { get; init; }
    public string? SessionId { get; init; }

    /// <summary>The time at which the event happened, by the client's clock corrected by the time rule. UTC, milliseconds.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>
    /// The time at which the collector had the whole request. UTC, milliseconds. The event's age is counted from this time.
    /// </summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The client's clock when it sent the request, unchanged.</summary>
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

    /// <summary>The country's ISO 3166-1 alpha-2 code, upper case.</summary>
    public string? Country { get; init; }

    public string? Region { get; init; }
    public string? City { get; init; }

    /// <summary>One of mobile, tablet, desktop, tv, bot and other.</summary>
    public string? Device { get; init; }

    public string? Os { get; init; }
    public string? Browser { get; init; }
    public string? AppVersion { get; init; }
    public string? Locale { get; init; }

    /// <summary>The width of the client's screen in its pixels, 1 to 100,000; null where the client gave none.</summary>
    public int? ScreenWidth { get; init; }

    /// <summary>The revenue in units of <see cref="Currency"/>, at most 14 digits before and 4 after the decimal point.</summary>
    public decimal? Revenue { get; init; }

    /// <summary>The revenue's ISO 4217 code, upper case; null without revenue.</summary>
    public string? Currency { get; init; }

    public bool? IsBot { get; init; }

    /// <summary>The effect of the key's privacy policy: null or <c>anonymized</c>.</summary>
    public string? Privacy { get; init; }

    /// <summary>The client's address, truncated to /24 (IPv4) or /48 (IPv6).</summary>
    public string? Ip { get; init; }

    /// <summary>
    /// The length of <see cref="Properties"/> in the message, in bytes of UTF-8. With it the lake copies them, since Spark's parser of JSON
    /// formats numbers again. It is no column.
    /// </summary>
    public int? PropertiesBytes => Properties?.Utf8.Length;

    /// <summary>The length of <see cref="Context"/>, likewise.</summary>
    public int? ContextBytes => Context?.Utf8.Length;

    /// <summary>The client's properties, unchanged.</summary>
    public RawJson? Properties { get; init; }

    /// <summary>The client's context, unchanged. In the message it follows the properties directly.</summary>
    public RawJson? Context { get; init; }

    /// <summary>Codes of the corrections that the collector made to the event.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }
}
