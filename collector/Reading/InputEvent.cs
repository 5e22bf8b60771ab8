using System.Net;
using Analytics.Contracts;

namespace Analytics.Collector.Reading;

/// <summary>One event as the client sent it, read once. Members that are absent, null or a sentinel ("undefined") are null.</summary>
sealed class InputEvent
{
    /// <summary>What reading found: wrong kinds, too deep, no JSON. Validation adds its own reasons.</summary>
    public List<RejectionReason> Faults { get; } = [];

    /// <summary>False when it could not even be read as an object: then only <see cref="Faults"/> speaks.</summary>
    public bool Readable { get; set; } = true;

    /// <summary>Its own JSON as it may be kept, in the client's members: its addresses are cut.</summary>
    public ReadOnlyMemory<byte> Original { get; set; }

    /// <summary>The same in our members.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; set; }

    /// <summary>The user's address as a server said it, whole; it is looked up, and cut wherever it is kept.</summary>
    public IPAddress? Address { get; set; }

    /// <summary>Somebody does not want to be known: nothing here says who it was any more.</summary>
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
    public bool Historical { get; set; }
    public RawJson? Traits { get; set; }
    public int TraitsCount { get; set; }
    public InputProperties Properties { get; } = new();
    public InputContext Context { get; } = new();

    /// <summary>Top-level members without a meaning of their own, and groupId and previousId: kept in context.extra.</summary>
    public List<(string Name, RawJson Value)> Extra { get; } = [];
}

/// <summary>What is read of the client's own members.</summary>
sealed class InputProperties
{
    public RawJson? Raw { get; set; }
    public int Count { get; set; }
    public decimal? Revenue { get; set; }

    /// <summary>Revenue is there, but is no number that fits.</summary>
    public bool RevenueUnreadable { get; set; }

    public string? Currency { get; set; }
    public string? Name { get; set; }
    public InputPage Page { get; } = new();
}

/// <summary>What is read of the context: the batch's first, the event's own over it.</summary>
sealed class InputContext
{
    public RawJson? Shared { get; set; }
    public RawJson? Own { get; set; }
    public InputPage Page { get; set; } = new();
    public InputCampaign Campaign { get; set; } = new();
    public string? UserAgent { get; set; }
    public string? Locale { get; set; }
    public string? DeviceType { get; set; }
    public string? Os { get; set; }
    public string? AppVersion { get; set; }
    public string? SessionId { get; set; }
    public string? Country { get; set; }
    public string? Region { get; set; }
    public string? City { get; set; }

    /// <summary>What the page's script was told of its browser.</summary>
    public RawJson? UserAgentData { get; set; }

    /// <summary>What was consented to, in Segment's form or a plain one.</summary>
    public RawJson? Consent { get; set; }

    /// <summary>The same in RudderStack's form.</summary>
    public RawJson? ConsentManagement { get; set; }

    /// <summary>Global Privacy Control, said in the event.</summary>
    public bool Gpc { get; set; }

    /// <summary>Do Not Track, said in the event.</summary>
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
