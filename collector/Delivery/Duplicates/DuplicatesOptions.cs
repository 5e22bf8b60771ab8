using System.ComponentModel.DataAnnotations;

namespace Analytics.Collector.Delivery.Duplicates;

/// <summary>Limits of duplicate detection. Section <c>Duplicates</c>.</summary>
sealed class DuplicatesOptions
{
    public const string Section = "Duplicates";

    /// <summary>
    /// The number of newest events that are remembered, at some 60 bytes each; up to twice as many for a while after a start.
    /// </summary>
    [Range(1000, 64 * 1024 * 1024)]
    public int Events { get; set; } = 1024 * 1024;

    /// <summary>The time for which an event is remembered.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(15);
}
