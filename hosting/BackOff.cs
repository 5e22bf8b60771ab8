namespace Analytics.Hosting;

/// <summary>
/// The delay before the next attempt: the first, then twice as long each time, up to the longest. It only counts: the caller waits, on
/// its own clock and token. For one caller at a time.
/// </summary>
/// <remarks>
/// Not Polly's retry strategy: that one runs the attempts and hides the delay, while the callers here are loops that report the delay,
/// start again from the first one after a success, or hold something off instead of waiting.
/// </remarks>
public sealed class BackOff
{
    readonly TimeSpan _first;
    readonly TimeSpan _longest;
    TimeSpan _next;

    /// <param name="first">The delay after the first failure, more than zero.</param>
    /// <param name="longest">The delay that is not exceeded, at least <paramref name="first"/>.</param>
    public BackOff(TimeSpan first, TimeSpan longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(first, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, first);
        (_first, _longest, _next) = (first, longest, first);
    }

    /// <summary>The delay before the next attempt.</summary>
    public TimeSpan Next()
    {
        var delay = _next;
        _next = delay < _longest / 2 ? delay * 2 : _longest;
        return delay;
    }

    /// <summary>An attempt succeeded: the next delay is the first again.</summary>
    public void Reset() => _next = _first;
}
