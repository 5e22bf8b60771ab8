namespace Analytics.Local.Traffic.Sites;

/// <summary>
/// Seeded random numbers (SplitMix64): few enough bytes for one per visitor, a few nanoseconds each, the same on every platform.
/// </summary>
sealed class Chance
{
    ulong _state;

    /// <param name="seeds">Numbers that together determine the sequence.</param>
    public Chance(params ReadOnlySpan<long> seeds)
    {
        foreach (var seed in seeds)
            _state = Next() ^ (ulong)seed;
    }

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Returns a number from 0 to below 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Bool(double share) => Share() < share;

    /// <summary>Returns a number from 0 to below the limit.</summary>
    public int Number(int below) => (int)(Share() * below);

    /// <summary>Returns a number from 0 to below the limit; small ones are much more frequent, as with popular products.</summary>
    public long Skewed(long below)
    {
        var share = Share();
        return (long)(share * share * below);
    }

    public T Pick<T>(IReadOnlyList<T> items) => items[Number(items.Count)];
}
