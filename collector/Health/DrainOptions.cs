using System.ComponentModel.DataAnnotations;

namespace Analytics.Collector.Health;

/// <summary>How the collector ends. Section <c>Drain</c>.</summary>
sealed class DrainOptions
{
    public const string Section = "Drain";

    /// <summary>After SIGTERM: not ready any more, but still serving, so that the gateway can look away first.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan KeepServing { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long requests in flight may take to finish after that.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Finish { get; set; } = TimeSpan.FromSeconds(10);
}
