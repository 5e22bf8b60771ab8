namespace Analytics.Collector.Http;

/// <summary>Times in headers: whole seconds.</summary>
static class RetryAfter
{
    /// <summary>Some SDKs take a longer one for a mistake and do not wait at all.</summary>
    public const int Longest = 300;

    public static int Of(TimeSpan wait) => Math.Clamp(Seconds(wait), 1, Longest);

    /// <summary>Rounded up, so that nobody comes too early.</summary>
    public static int Seconds(TimeSpan time) => (int)Math.Min(Math.Ceiling(time.TotalSeconds), int.MaxValue);
}
