namespace Analytics.Collector.Keys;

/// <summary>The result of taking events from a bucket.</summary>
/// <param name="Taken">False when the request must wait; then nothing was taken.</param>
/// <param name="Remaining">The events that could be taken now.</param>
/// <param name="Wait">The time until this request could be taken; zero when it was.</param>
/// <param name="UntilFull">The time until the bucket is full.</param>
readonly record struct Allowance(bool Taken, int Remaining, TimeSpan Wait, TimeSpan UntilFull);

/// <summary>A token bucket without a timer. It is exact: all arithmetic is in integers, ticks times events.</summary>
/// <remarks>
/// The bucket of System.Threading.RateLimiting has no clock that a test can set, and tells neither what remains nor when it is full.
/// </remarks>
/// <param name="events">The tokens that come back in <paramref name="per"/>.</param>
/// <param name="burst">The tokens of the full bucket.</param>
sealed class TokenBucket(int events, TimeSpan per, int burst, TimeProvider clock)
{
    readonly Lock _lock = new();
    readonly long _token = (long)(per.TotalSeconds * clock.TimestampFrequency);
    long _debt;
    long _at = clock.GetTimestamp();

    /// <summary>The least count that was refused and whose tokens have not been there since; null without one.</summary>
    int? _waiting;

    /// <summary>
    /// Takes all or nothing. A count above the burst is taken from a full bucket and becomes debt, because it could otherwise never be
    /// taken.
    /// </summary>
    public Allowance Take(int count)
    {
        lock (_lock)
        {
            PayOff();
            var tokens = Math.Clamp(count, 1, burst);
            var missing = Missing(tokens);
            if (missing == 0)
                _debt += count * _token;
            else
                _waiting = Math.Min(_waiting ?? tokens, tokens);

            return Now(missing);
        }
    }

    /// <summary>
    /// Takes nothing, and asks whether a request whose count is not known yet may go on: it needs one token, and as many as the least
    /// request that was refused. Otherwise a key at its limit, to which a token comes back all the time, would have each request read.
    /// </summary>
    public Allowance Look()
    {
        lock (_lock)
        {
            PayOff();
            var missing = Missing(_waiting ?? 1);
            if (missing == 0)
                _waiting = null;

            return Now(missing);
        }
    }

    /// <summary>
    /// Takes what was used already, beyond what is there. The debt ends at that of the same use of an empty bucket, so that requests that
    /// fail at the same time do not lock a key for hours.
    /// </summary>
    public Allowance Charge(int count)
    {
        lock (_lock)
        {
            PayOff();
            _debt = Math.Max(_debt, Math.Min(_debt + (count * _token), (burst + (long)count) * _token));
            return Now(missing: 0);
        }
    }

    long Missing(int tokens) => Math.Max(0, _debt + (tokens * _token) - (burst * _token));

    /// <param name="missing">The debt that must be paid before the request can be taken; 0 when it was.</param>
    Allowance Now(long missing)
    {
        var remaining = Math.Max(0, ((burst * _token) - _debt) / _token);
        return new Allowance(missing == 0, (int)remaining, Time(missing), Time(_debt));
    }

    void PayOff()
    {
        var now = clock.GetTimestamp();
        var elapsed = Math.Max(0, now - _at);
        // The comparison comes first, because a long pause times many events would overflow.
        _debt = elapsed > _debt / events ? 0 : _debt - (elapsed * events);
        _at = now;
    }

    TimeSpan Time(long debt) => TimeSpan.FromSeconds((double)debt / events / clock.TimestampFrequency);
}
