using System.ComponentModel.DataAnnotations;

namespace Analytics.Collector.Delivery.Duplicates;

/// <summary>How far back a repeated event is recognized. Section <c>Duplicates</c>.</summary>
sealed class DuplicatesOptions
{
    public const string Section = "Duplicates";

    /// <summary>
    /// How many of the newest events are remembered, at some 60 bytes each; for a while after a start up to twice as many.
    /// </summary>
    [Range(1000, 64 * 1024 * 1024)]
    public int Events { get; set; } = 1024 * 1024;

    /// <summary>For how long an event is remembered.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(15);
}
