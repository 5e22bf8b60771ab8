using System.ComponentModel.DataAnnotations;

namespace Analytics.Collector.Enrichment;

/// <summary>The limits of trust in a client's clock. Section <c>Times</c>.</summary>
sealed class TimesOptions
{
    public const string Section = "Times";

    /// <summary>The clock skew that counts as network delay and is not corrected; larger skew is corrected in steps of it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The greatest age of a browser key's event; an older one gets the receive time and a warning.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "36500.00:00:00")]
    public TimeSpan BrowserMaxAge { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The greatest age of a server key's event; historical events have no such limit.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "36500.00:00:00")]
    public TimeSpan ServerMaxAge { get; set; } = TimeSpan.FromDays(3650);

    /// <summary>The inactivity after which a session ends, where the client sends no session id.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan SessionTimeout { get; set; } = TimeSpan.FromMinutes(30);
}
