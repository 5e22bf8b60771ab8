using System.ComponentModel.DataAnnotations;

namespace Analytics.Collector.Keys;

/// <summary>How much is taken from one key, and how many wrong keys from one address. Section <c>RateLimits</c>.</summary>
sealed class RateLimitsOptions
{
    public const string Section = "RateLimits";

    /// <summary>Events per second of each key that has no limit of its own; none without it.</summary>
    [Range(1, KeyLimits.Most)]
    public int? EventsPerSecond { get; set; }

    /// <summary>Events that such a key may send at once; ten seconds' worth without it.</summary>
    [Range(1, KeyLimits.Most)]
    public int? Burst { get; set; }

    /// <summary>Requests with a wrong key in a minute from one client address (/24, /48); what is more gets 429.</summary>
    [Range(1, 1_000_000)]
    public int WrongKeysPerMinute { get; set; } = 60;

    /// <summary>Client addresses whose wrong keys are remembered, the newest of them.</summary>
    [Range(1, 1_000_000)]
    public int Addresses { get; set; } = 10_000;

    public KeyLimits Default => new(EventsPerSecond, Burst);

    public IEnumerable<string> Mistakes()
    {
        if (Burst is not null && EventsPerSecond is null)
            yield return $"{Section}:Burst needs {Section}:EventsPerSecond.";
    }
}
