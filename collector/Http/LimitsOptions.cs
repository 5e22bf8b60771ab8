using System.ComponentModel.DataAnnotations;

namespace Analytics.Collector.Http;

/// <summary>The limits of one request and one event. Section <c>Limits</c>; sizes in bytes.</summary>
sealed class LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>The largest uncompressed body, in bytes.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int PlainBodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>The largest compressed body as sent, in bytes.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int CompressedBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>The largest body after decompression, in bytes.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int DecompressedBodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>The largest ratio of a body's decompressed size to its compressed size.</summary>
    [Range(1, 1000)]
    public int DecompressionRatio { get; set; } = 100;

    /// <summary>The largest number of events in one request.</summary>
    [Range(1, 100_000)]
    public int Events { get; set; } = 1000;

    /// <summary>The largest event, in bytes of JSON; at most Kafka:MaxMessageBytes less 512.</summary>
    [Range(256, 1024 * 1024)]
    public int EventBytes { get; set; } = 64 * 1024;

    /// <summary>The deepest nesting of objects and arrays in one event, the event itself included.</summary>
    [Range(2, 256)]
    public int Depth { get; set; } = 32;

    /// <summary>The largest number of members in properties, and in traits.</summary>
    [Range(1, 10_000)]
    public int Properties { get; set; } = 255;

    /// <summary>The longest name of an event, page or screen, in characters; at most what the warehouse's keys hold.</summary>
    [Range(1, Contracts.KeyText.Name)]
    public int NameLength { get; set; } = Contracts.KeyText.Name;

    /// <summary>The longest userId, anonymousId, sessionId, groupId and previousId, in characters.</summary>
    [Range(1, 1000)]
    public int IdLength { get; set; } = 200;

    /// <summary>The longest messageId, in characters.</summary>
    [Range(1, 128)]
    public int MessageIdLength { get; set; } = 128;

    /// <summary>The longest page address or referrer, in characters.</summary>
    [Range(1, 16 * 1024)]
    public int UrlLength { get; set; } = 2048;

    /// <summary>The longest time for a request's headers to arrive.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest pause within a body.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:02:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The lowest average rate of a body, in bytes per second; it may be BodyTimeout behind that.</summary>
    [Range(240, 1024 * 1024)]
    public int MinBodyDataRate { get; set; } = 8 * 1024;

    /// <summary>The longest time that a connection may be open without a request.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>
    /// The memory for bodies of requests in flight, in MiB, at most a sixteenth of the process's memory; beyond it requests get 503.
    /// </summary>
    [Range(1, 65_536)]
    public int BodiesMegabytes { get; set; } = 32;

    /// <summary>The largest number of open connections; more are closed at once.</summary>
    [Range(1, 1_000_000)]
    public int Connections { get; set; } = 10_000;
}
