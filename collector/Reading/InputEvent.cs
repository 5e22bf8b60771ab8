using System.Net;
using Analytics.Contracts;

namespace Analytics.Collector.Reading;

/// <summary>One event as the client sent it, read once. Members that are absent, null or a sentinel ("undefined") are null.</summary>
sealed class InputEvent
{
    /// <summary>The faults found by reading: wrong types, excessive depth, invalid JSON. Validation adds its own reasons.</summary>
    public List<RejectionReason> Faults { get; } = [];

    /// <summary>False when the event could not be read as an object; then only <see cref="Faults"/> is set.</summary>
    public bool Readable { get; set; } = true;

    /// <summary>The event's own JSON as it may be stored, in the client's names, with its IP addresses cut.</summary>
    public ReadOnlyMemory<byte> Original { get; set; }

    /// <summary>The event's JSON in the product's names.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; set; }

    /// <summary>The user's full IP address as a server sent it, for geo look-up; stored copies are cut.</summary>
    public IPAddress? Address { get; set; }

    /// <summary>True when a part of a character in a text was replaced.</summary>
    public bool HasReplacedText { get; set; }

    /// <summary>True once the event has been anonymized.</summary>
    public bool IsAnonymous { get; set; }

    public string? MessageId { get; set; }
    public string? Type { get; set; }

    /// <summary>The event's name (track).</summary>
    public string? Event { get; set; }

    /// <summary>The page's or screen's name.</summary>
    public string? Title { get; set; }

    public string? UserId { get; set; }
    public string? AnonymousId { get; set; }
    public string? SessionId { get; set; }
    public string? GroupId { get; set; }
    public string? PreviousId { get; set; }
    public ClientTime Timestamp { get; set; }
    public ClientTime SentAt { get; set; }

    /// <summary>The time from the event to its sending, for a client that sends it; then the timestamp does not count.</summary>
    public TimeSpan? Age { get; set; }

    public bool Historical { get; set; }
    public RawJson? Traits { get; set; }
    public int TraitsCount { get; set; }
    public InputProperties Properties { get; } = new();
    public InputContext Context { get; } = new();

    /// <summary>
    /// The page that the properties describe; null for an event of another type, whose url is its own: a picture's, a link's.
    /// </summary>
    public InputPage? PropertiesPage => Type is EventTypes.Page or EventTypes.Screen ? Properties.Page : null;

    /// <summary>Top-level members without a column, and groupId and previousId: stored in context.extra.</summary>
    public List<(string Name, RawJson Value)> Extra { get; } = [];
}

/// <summary>The interpreted values of the client's properties.</summary>
sealed class InputProperties
{
    public RawJson? Raw { get; set; }
    public int Count { get; set; }
    public decimal? Revenue { get; set; }

    /// <summary>True when revenue is present but is no number that fits.</summary>
    public bool RevenueUnreadable { get; set; }

    public string? Currency { get; set; }

    /// <summary>True when currency is present but is no text.</summary>
    public bool CurrencyUnreadable { get; set; }

    public string? Name { get; set; }
    public InputPage Page { get; } = new();
}

/// <summary>The interpreted values of the context: the batch's, overridden by the event's own.</summary>
sealed class InputContext
{
    public RawJson? Shared { get; set; }
    public RawJson? Own { get; set; }
    public InputPage Page { get; set; } = new();
    public InputCampaign Campaign { get; set; } = new();
    public string? UserAgent { get; set; }
    public string? Locale { get; set; }
    public int? ScreenWidth { get; set; }
    public string? DeviceType { get; set; }
    public string? Os { get; set; }
    public string? AppVersion { get; set; }
    public string? SessionId { get; set; }
    public string? Country { get; set; }
    public string? Region { get; set; }
    public string? City { get; set; }

    /// <summary>The browser's userAgentData, as the page's script read it.</summary>
    public RawJson? UserAgentData { get; set; }

    /// <summary>The consent in Segment's form or the plain one.</summary>
    public RawJson? Consent { get; set; }

    /// <summary>The consent in RudderStack's form.</summary>
    public RawJson? ConsentManagement { get; set; }

    /// <summary>True when the event asks for Global Privacy Control.</summary>
    public bool Gpc { get; set; }

    /// <summary>True when the event asks for Do Not Track.</summary>
    public bool Dnt { get; set; }
}

sealed class InputPage
{
    public string? Url { get; set; }
    public string? Path { get; set; }
    public string? Title { get; set; }
    public string? Referrer { get; set; }
}

sealed class InputCampaign
{
    public string? Source { get; set; }
    public string? Medium { get; set; }
    public string? Name { get; set; }
    public string? Term { get; set; }
    public string? Content { get; set; }
}
