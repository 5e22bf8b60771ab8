using Analytics.Local.Traffic.Sites;
using Analytics.Local.Traffic.Visits;

namespace Analytics.Local.Traffic;

/// <summary>The visitors of one site, of whom batches of events are taken.</summary>
sealed class SiteTraffic(KeyedSite site, TrafficOptions options, TimeProvider clock)
{
    readonly Visitors _visitors = new(
        Shop.Embedded,
        site.Site,
        Math.Max(1, (int)Math.Round(options.Visitors * site.Share)),
        options.Seed,
        clock
    );
    long _sent;

    public string Key => site.Key;

    /// <summary>The events sent for each unit of the share: the site with the least is next.</summary>
    public double Progress => _sent / site.Share;

    public List<TrafficEvent> Take(int count)
    {
        var batch = new List<TrafficEvent>(count);
        while (batch.Count < count)
            batch.Add(_visitors.Next());
        _sent += count;
        return batch;
    }
}
