using System.ComponentModel.DataAnnotations;

namespace Analytics.Collector.Http;

/// <summary>What one request and one event may be. Section <c>Limits</c>; sizes in bytes.</summary>
sealed class LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>The body as sent, when it is not compressed.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int PlainBody { get; set; } = 4 * 1024 * 1024;

    /// <summary>The body as sent, when it is compressed.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int CompressedBody { get; set; } = 1024 * 1024;

    /// <summary>The body after decompression.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int DecompressedBody { get; set; } = 4 * 1024 * 1024;

    /// <summary>How many times larger than sent a body may become.</summary>
    [Range(1, 1000)]
    public int DecompressionRatio { get; set; } = 100;

    /// <summary>Events in one request.</summary>
    [Range(1, 100_000)]
    public int Events { get; set; } = 1000;

    /// <summary>One event's own JSON.</summary>
    [Range(256, 1024 * 1024)]
    public int Event { get; set; } = 64 * 1024;

    /// <summary>Levels of objects and arrays in one event, its own object included.</summary>
    [Range(2, 256)]
    public int Depth { get; set; } = 32;

    /// <summary>Members of properties, and of traits.</summary>
    [Range(1, 10_000)]
    public int Properties { get; set; } = 255;

    /// <summary>Characters of an event's, page's or screen's name; never more than the warehouse's keys hold.</summary>
    [Range(1, Contracts.KeyText.Name)]
    public int Name { get; set; } = Contracts.KeyText.Name;

    /// <summary>Characters of userId, anonymousId, sessionId, groupId and previousId.</summary>
    [Range(1, 1000)]
    public int Id { get; set; } = 200;

    /// <summary>Characters of messageId.</summary>
    [Range(1, 128)]
    public int MessageId { get; set; } = 128;

    /// <summary>Characters of a page's address and of a referrer.</summary>
    [Range(1, 16 * 1024)]
    public int Url { get; set; } = 2048;

    /// <summary>How long a request's headers may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a body may pause.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:02:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a connection may stay open without a request.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>
    /// Bodies of requests in flight, in MiB, and never more than a sixteenth of the memory that the process may use; a request that finds
    /// no room gets 503.
    /// </summary>
    [Range(1, 65_536)]
    public int BodiesMegabytes { get; set; } = 32;

    /// <summary>Open connections; more are closed at once.</summary>
    [Range(1, 1_000_000)]
    public int Connections { get; set; } = 10_000;
}
