using System.ComponentModel.DataAnnotations;

namespace Analytics.Collector.Health;

/// <summary>Options of the shutdown. Section <c>Drain</c>.</summary>
sealed class DrainOptions
{
    public const string Section = "Drain";

    /// <summary>
    /// The time for which the collector serves after SIGTERM while not ready, so that the gateway can switch to others.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ShutdownDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest time for requests in flight to finish after that.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
