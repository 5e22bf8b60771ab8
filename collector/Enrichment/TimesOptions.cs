using System.ComponentModel.DataAnnotations;

namespace Analytics.Collector.Enrichment;

/// <summary>How far a client's clock is believed. Section <c>Times</c>.</summary>
sealed class TimesOptions
{
    public const string Section = "Times";

    /// <summary>Skew up to this is network delay and corrects nothing; larger skew is corrected in steps of it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The oldest event a browser key may send; an older one gets the receive time and a warning.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "36500.00:00:00")]
    public TimeSpan BrowserBackdating { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The same for a server key; historical events have no such limit.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "36500.00:00:00")]
    public TimeSpan ServerBackdating { get; set; } = TimeSpan.FromDays(3650);

    /// <summary>Inactivity that ends a session, where the client names none.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan SessionTimeout { get; set; } = TimeSpan.FromMinutes(30);
}
