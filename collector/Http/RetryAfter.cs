namespace Analytics.Collector.Http;

/// <summary>Converts times to whole seconds for headers.</summary>
static class RetryAfter
{
    /// <summary>The longest Retry-After, in seconds: some SDKs ignore a longer one and do not wait.</summary>
    public const int Longest = 300;

    public static int Of(TimeSpan wait) => Math.Clamp(Seconds(wait), 1, Longest);

    /// <summary>Returns the seconds, rounded up, so that no client retries too early.</summary>
    public static int Seconds(TimeSpan time) => (int)Math.Min(Math.Ceiling(time.TotalSeconds), int.MaxValue);
}
