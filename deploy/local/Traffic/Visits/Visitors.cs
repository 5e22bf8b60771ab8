using Analytics.Local.Traffic.Sites;

namespace Analytics.Local.Traffic.Visits;

/// <summary>
/// The endless events of a crowd of visitors of one site. The same seed and clock give the same events; a new visitor replaces one who
/// leaves, so the crowd keeps its size.
/// </summary>
sealed class Visitors
{
    /// <summary>The share of events that are broken on purpose.</summary>
    public const double BrokenShare = 0.005;

    // People who are new today have numbers that no other run has: milliseconds since 2020, with room for the new people of each.
    static readonly DateTimeOffset _zero = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    const int NewPerMillisecond = 1_000;

    readonly TimeProvider _clock;
    readonly Chance _chance;
    readonly Arrivals _arrivals;
    readonly EventMaker _events;
    readonly Visit[] _crowd;

    /// <param name="size">The number of visitors on the site at once.</param>
    /// <param name="seed">The seed of everything but the time.</param>
    /// <param name="clock">The clock for the times of the events.</param>
    /// <param name="run">The prefix of ids, so that a second run does not count as duplicates; the time by default.</param>
    public Visitors(Shop shop, Site site, int size, int seed, TimeProvider clock, string? run = null)
    {
        _clock = clock;
        var now = clock.GetUtcNow();
        run ??= $"m{now.ToUnixTimeMilliseconds():x}";
        _chance = new Chance(seed, site.IsApp ? 1 : 0);
        var first = (long)(now - _zero).TotalMilliseconds * NewPerMillisecond;
        _arrivals = new(shop, site, new Population(Population.Regulars, first, _chance), _chance, run);
        _events = new($"{run}{(site.IsApp ? 'a' : 'w')}", _chance, BrokenShare, isHistorical: false);
        _crowd = new Visit[size];
        for (var place = 0; place < size; place++)
            _crowd[place] = _arrivals.Next(mayBeLate: true);
    }

    public TrafficEvent Next()
    {
        var place = _chance.Number(_crowd.Length);
        if (_crowd[place].HasLeft)
            _crowd[place] = _arrivals.Next(mayBeLate: true);
        return _events.Next(_crowd[place], _clock.GetUtcNow());
    }
}
