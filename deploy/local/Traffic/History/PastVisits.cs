using Analytics.Local.Traffic.Sites;
using Analytics.Local.Traffic.Visits;

namespace Analytics.Local.Traffic.History;

/// <summary>The events of a site's visits from some days ago until now, one visit after the other, as many as asked for.</summary>
sealed class PastVisits
{
    static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    readonly DateTimeOffset _from;
    readonly DateTimeOffset _to;
    readonly DayCurve _curve;
    readonly Chance _chance;
    readonly Arrivals _arrivals;
    readonly EventMaker _events;

    /// <param name="from">The start of the first hour.</param>
    /// <param name="to">The end: no event is later.</param>
    public PastVisits(Shop shop, Site site, DateTimeOffset from, DateTimeOffset to, int seed, string? run = null)
    {
        (_from, _to) = (from, to);
        run ??= $"h{to.ToUnixTimeMilliseconds():x}";
        _curve = new(from, to, seed);
        _chance = new Chance(seed, site.IsApp ? 1 : 0);
        // Past visitors have the numbers from 1, so that live traffic has them as returning visitors.
        _arrivals = new(shop, site, new Population(known: 0, first: 1, _chance), _chance, run);
        _events = new($"{run}{(site.IsApp ? 'a' : 'w')}", _chance, brokenShare: 0, isHistorical: true);
    }

    /// <summary>Returns so many events, spread over the hours by their weight.</summary>
    public IEnumerable<TrafficEvent> Events(long count)
    {
        var hours = Hours().Select(hour => (Start: hour, Weight: _curve.Of(hour))).ToList();
        var all = hours.Sum(hour => hour.Weight);
        var (made, passed) = (0L, 0.0);
        foreach (var (start, weight) in hours)
        {
            passed += weight;
            var due = (long)Math.Round(count * passed / all);
            while (made < due)
            {
                foreach (var one in VisitIn(start).Take((int)Math.Min(int.MaxValue, count - made)))
                {
                    made++;
                    yield return one;
                }
            }
        }
    }

    IEnumerable<DateTimeOffset> Hours()
    {
        for (var hour = _from; hour < _to; hour += _hour)
            yield return hour;
    }

    // The visit of an hour may last into the next; no event is after the end.
    IEnumerable<TrafficEvent> VisitIn(DateTimeOffset hour)
    {
        var visit = _arrivals.Next(mayBeLate: false);
        var end = hour + _hour < _to ? hour + _hour : _to;
        for (var at = hour + (_chance.Share() * (end - hour)); !visit.HasLeft && at < _to; at += Pause(visit))
            yield return _events.Next(visit, at);
    }

    // A page view is read for some seconds or minutes, a crawler reads nothing.
    TimeSpan Pause(Visit visit)
    {
        var share = _chance.Share();
        return TimeSpan.FromSeconds(visit.IsBot ? 0.2 + share : 1 + (80 * share * share * share));
    }
}
