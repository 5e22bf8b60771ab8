namespace Analytics.Contracts;

/// <summary>
/// One row of a batch of events, the input of <see cref="WarehouseFunctions.MergeSessions"/> and
/// <see cref="WarehouseFunctions.MergeHistorical"/>: one property is one JSON member (snake_case) and one column of the transform. Each row
/// is a part of what one of <see cref="Dimension"/>'s values sums up; members that it does not sum are null.
/// </summary>
public sealed record SessionsRow
{
    /// <summary>Parts of sessions; events without a session have the empty id, and count for their visitor only.</summary>
    public const string Session = "session";

    /// <summary>Parts of minutes by event name, country and device; of historical events only.</summary>
    public const string Event = "event";

    /// <summary>Rejected rows by code; of historical events only.</summary>
    public const string Rejected = "rejected";

    /// <summary>Events of bots by browser; no other dimension counts them.</summary>
    public const string Bot = "bot";

    /// <summary>Lines of completed orders by product.</summary>
    public const string Product = "product";

    /// <summary>One of the constants, or the name of another dimension of events: page, channel, property:plan.</summary>
    public required string Dimension { get; init; }

    /// <summary>The session's id, or the dimension's value.</summary>
    public string? Value { get; init; }

    public string? Source { get; init; }

    /// <summary>The minute in which the events occurred, as Unix time in seconds; null for parts of sessions.</summary>
    public long? Minute { get; init; }

    /// <summary>The currency of the revenue; empty without revenue.</summary>
    public string? Currency { get; init; }

    public string? EventCountry { get; init; }
    public string? EventDevice { get; init; }
    public required int Events { get; init; }
    public int? PageViews { get; init; }

    /// <summary>The sum of the events' revenue, in units of <see cref="Currency"/>.</summary>
    public decimal? Revenue { get; init; }

    /// <summary>The least received_at, in milliseconds of Unix time.</summary>
    public long? OldestReceivedMs { get; init; }

    /// <summary>The greatest received_at, in milliseconds of Unix time.</summary>
    public long? NewestReceivedMs { get; init; }

    /// <summary>The visitor of all events of this part; empty without one.</summary>
    public string? Visitor { get; init; }

    /// <summary>True when the events of this part are a bot's.</summary>
    public bool? IsBot { get; init; }

    /// <summary>The number of events that are neither page view nor identify, nor sent by an SDK by itself.</summary>
    public int? Actions { get; init; }

    /// <summary>The number of events that a goal names.</summary>
    public int? Conversions { get; init; }

    /// <summary>The least occurred_at, in microseconds of Unix time.</summary>
    public long? FirstUs { get; init; }

    /// <summary>The greatest occurred_at, in microseconds of Unix time.</summary>
    public long? LastUs { get; init; }

    /// <summary>The place of the last event that has a user: its time in 16 digits of microseconds, then its id.</summary>
    public string? UserOrder { get; init; }

    public string? UserId { get; init; }

    /// <summary>The place of the first page view.</summary>
    public string? EntryOrder { get; init; }

    public string? EntryPath { get; init; }

    /// <summary>The place of the last page view.</summary>
    public string? ExitOrder { get; init; }

    public string? ExitPath { get; init; }

    /// <summary>The place of the first event, from which the members below are.</summary>
    public string? FirstOrder { get; init; }

    /// <summary>The way of acquisition.</summary>
    public string? Channel { get; init; }

    public string? ReferrerDomain { get; init; }
    public string? UtmSource { get; init; }
    public string? UtmMedium { get; init; }
    public string? UtmCampaign { get; init; }
    public string? UtmTerm { get; init; }
    public string? UtmContent { get; init; }
    public string? Country { get; init; }
    public string? Region { get; init; }
    public string? City { get; init; }
    public string? Device { get; init; }
    public string? Os { get; init; }
    public string? Browser { get; init; }
    public string? Locale { get; init; }
    public string? AppVersion { get; init; }
}
