namespace Analytics.Collector.Http;

/// <summary>
/// Says how much of a shared room one key may hold: half of it while another key is active, three quarters when it is alone, so that a key
/// that begins to send finds room at once. Its caller locks.
/// </summary>
sealed class FairShare(TimeProvider clock)
{
    /// <summary>The time for which a key counts as active after it asked for room: refused clients ask again within this time.</summary>
    static readonly TimeSpan _active = TimeSpan.FromSeconds(10);

    string? _last;
    string? _other;
    long _lastAt;
    long _otherAt;

    /// <summary>Records that the key asks for room, and returns its share.</summary>
    public Share Of(string key)
    {
        var now = clock.GetTimestamp();
        // Two keys are enough: at most one of them is the key that asks.
        if (key != _last)
            (_other, _otherAt, _last) = (_last, _lastAt, key);

        _lastAt = now;
        return new Share(_other is not null && clock.GetElapsedTime(_otherAt, now) < _active ? 2 : 3);
    }
}

/// <summary>A share of some room, in quarters.</summary>
readonly record struct Share(int Quarters)
{
    public static Share Half { get; } = new(2);

    public long Of(long whole) => whole * Quarters / 4;
}
