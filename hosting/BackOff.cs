namespace Analytics.Hosting;

/// <summary>
/// Calculates the delay before the next attempt: the first delay, then twice as long each time, up to the longest. The caller waits, on
/// its own clock and token. Not thread-safe.
/// </summary>
/// <remarks>
/// Polly's retry strategy does not fit: it runs the attempts and hides the delay. The callers here are loops that report the delay, start
/// again from the first delay after a success, or postpone work instead of waiting.
/// </remarks>
public sealed class BackOff
{
    readonly TimeSpan _first;
    readonly TimeSpan _longest;
    TimeSpan _next;

    /// <param name="first">The delay after the first failure, more than zero.</param>
    /// <param name="longest">The greatest delay, at least <paramref name="first"/>.</param>
    public BackOff(TimeSpan first, TimeSpan longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(first, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, first);
        (_first, _longest, _next) = (first, longest, first);
    }

    /// <summary>Returns the delay before the next attempt.</summary>
    public TimeSpan Next()
    {
        var delay = _next;
        _next = delay < _longest / 2 ? delay * 2 : _longest;
        return delay;
    }

    /// <summary>Sets the next delay to the first one; called after an attempt that succeeded.</summary>
    public void Reset() => _next = _first;
}
