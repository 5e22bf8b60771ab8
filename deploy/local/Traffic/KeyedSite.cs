using Analytics.Local.Traffic.Sites;

namespace Analytics.Local.Traffic;

/// <summary>A site of the shop, the write key of its events, and its share of the traffic, up to 1.</summary>
sealed record KeyedSite(Site Site, string Key, double Share)
{
    /// <summary>Returns the sites for which the options have a key.</summary>
    public static IReadOnlyList<KeyedSite> Of(TrafficOptions options)
    {
        var keyed = Shop.Embedded.Sites.Zip([options.Key, options.AppKey]).Where(site => site.Second is not null).ToList();
        var all = keyed.Sum(site => site.First.Share);
        return [.. keyed.Select(site => new KeyedSite(site.First, site.Second!, site.First.Share / all))];
    }
}
