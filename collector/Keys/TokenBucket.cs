namespace Analytics.Collector.Keys;

/// <summary>What a bucket says to a request.</summary>
/// <param name="Taken">False when it must wait; nothing was taken then.</param>
/// <param name="Remaining">Events that could come now.</param>
/// <param name="Wait">Until this request could come; zero when it was taken.</param>
/// <param name="UntilFull">Until the whole burst could come.</param>
readonly record struct Allowance(bool Taken, int Remaining, TimeSpan Wait, TimeSpan UntilFull);

/// <summary>A token bucket without a timer, exact: everything is whole numbers, of ticks times events.</summary>
/// <param name="events">Tokens that come back in <paramref name="per"/>.</param>
/// <param name="burst">Tokens of the full bucket.</param>
sealed class TokenBucket(int events, TimeSpan per, int burst, TimeProvider clock)
{
    readonly Lock _lock = new();
    readonly long _token = (long)(per.TotalSeconds * clock.TimestampFrequency);
    long _debt;
    long _at = clock.GetTimestamp();

    /// <summary>
    /// All or nothing; even none needs one to be there. More than a burst is taken from a full bucket, and paid off afterwards: otherwise
    /// it could never come.
    /// </summary>
    public Allowance Take(int count)
    {
        lock (_lock)
        {
            PayOff();
            var missing = _debt + (Math.Clamp(count, 1, burst) * _token) - (burst * _token);
            if (missing <= 0)
                _debt += count * _token;

            var remaining = Math.Max(0, ((burst * _token) - _debt) / _token);
            return new Allowance(missing <= 0, (int)remaining, Time(Math.Max(0, missing)), Time(_debt));
        }
    }

    void PayOff()
    {
        var now = clock.GetTimestamp();
        var elapsed = Math.Max(0, now - _at);
        // Compared first: a long sleep times many events would overflow.
        _debt = elapsed > _debt / events ? 0 : _debt - (elapsed * events);
        _at = now;
    }

    TimeSpan Time(long debt) => TimeSpan.FromSeconds((double)debt / events / clock.TimestampFrequency);
}
