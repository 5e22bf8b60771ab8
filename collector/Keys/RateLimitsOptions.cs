using System.ComponentModel.DataAnnotations;

namespace Analytics.Collector.Keys;

/// <summary>The rate limits of a key, and of wrong keys from one address. Section <c>RateLimits</c>.</summary>
sealed class RateLimitsOptions
{
    public const string Section = "RateLimits";

    /// <summary>
    /// The events per second of each key without a limit in the key store; when unset that of BrowserEventsPerSecond for browser keys, and
    /// unlimited for others.
    /// </summary>
    [Range(1, KeyLimits.Most)]
    public int? EventsPerSecond { get; set; }

    /// <summary>The events that such a key may send at once; ten times EventsPerSecond when unset.</summary>
    [Range(1, KeyLimits.Most)]
    public int? Burst { get; set; }

    /// <summary>
    /// The events per second of each browser key without a limit, when EventsPerSecond is unset: such a key is public. Its burst is ten
    /// times that.
    /// </summary>
    [Range(1, KeyLimits.Most)]
    public int BrowserEventsPerSecond { get; set; } = 5000;

    /// <summary>
    /// The bytes that count as one event: a request counts its events, or its decompressed size by this, if that is more.
    /// </summary>
    [Range(256, 1024 * 1024)]
    public int BytesPerEvent { get; set; } = 4096;

    /// <summary>The requests with a wrong key per minute from one client address (/24, /48); more get 429.</summary>
    [Range(1, 1_000_000)]
    public int WrongKeysPerMinute { get; set; } = 60;

    /// <summary>The number of client addresses whose wrong keys are counted; the newest are kept.</summary>
    [Range(3, 1_000_000)]
    public int Addresses { get; set; } = 10_000;

    /// <summary>
    /// The time for which a refusal is delayed whose reason is a limit, a wrong key or a wrong origin; 0 answers at once.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan RefusalDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    public KeyLimits DefaultOf(KeyKind kind) =>
        EventsPerSecond is null && kind == KeyKind.Browser ? new(BrowserEventsPerSecond, null) : new(EventsPerSecond, Burst);

    public IEnumerable<string> Validate()
    {
        if (Burst is not null && EventsPerSecond is null)
            yield return $"{Section}:Burst needs {Section}:EventsPerSecond.";
    }
}
