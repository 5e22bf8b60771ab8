using System.ComponentModel.DataAnnotations;
using Analytics.Collector.Delivery.Kafka;

namespace Analytics.Collector.Delivery.Spool;

/// <summary>Options of the spool, which stores events while Kafka does not take them. Section <c>Spool</c>.</summary>
sealed class SpoolOptions
{
    public const string Section = "Spool";

    /// <summary>
    /// The spool's folder, on a persistent disk and not shared with another collector; relative to the working directory.
    /// </summary>
    public string Folder { get; set; } = "spool";

    /// <summary>
    /// The largest size of the spool in MiB; 0 turns it off, and events that Kafka does not acknowledge are answered 503.
    /// </summary>
    [Range(0, 1024 * 1024)]
    public int MaxMegabytes { get; set; } = 1024;

    /// <summary>
    /// The least time of an acknowledgement after which a copy goes to the spool; after twenty times as long all events go there.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.020", "00:00:30")]
    public TimeSpan FailoverAfter { get; set; } = TimeSpan.FromMilliseconds(100);

    public bool IsOn => MaxMegabytes > 0;

    public long MaxBytes => MaxMegabytes * 1024L * 1024L;

    /// <summary>
    /// The size of a segment in bytes: large enough that new ones are rare, small enough that the spool frees room as it drains.
    /// </summary>
    public long SegmentBytes => Math.Clamp(MaxBytes / 8, 256 * 1024, 16 * 1024 * 1024);

    public IEnumerable<string> Validate(KafkaOptions kafka)
    {
        if (IsOn && kafka.LingerMs > FailoverAfter.TotalMilliseconds / 2)
            yield return "Spool:FailoverAfter must be at least twice Kafka:LingerMs: otherwise every event goes to the spool.";

        if (IsOn && string.IsNullOrWhiteSpace(Folder))
            yield return "Spool:Folder is missing; Spool:MaxMegabytes=0 turns the spool off.";
    }
}
