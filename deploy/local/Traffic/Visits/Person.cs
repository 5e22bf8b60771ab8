using Analytics.Local.Traffic.Sites;

namespace Analytics.Local.Traffic.Visits;

/// <summary>A person who visits a site today and on other days. The number alone determines who it is, so persons need no memory.</summary>
sealed record Person(string AnonymousId, string UserId, bool HasAccount, Market Market, byte[] Context)
{
    const double AccountShare = 0.3;

    public static Person Of(Shop shop, Site site, Contexts contexts, long number)
    {
        var chance = new Chance(site.IsApp ? 1 : 0, number);
        var id = chance.Next();
        var market = shop.Market.Pick(chance);
        var client = site.Client.Pick(chance);
        return new($"a-{id:x16}", $"u-{number}", chance.Bool(AccountShare), market, contexts.Of(market, client, chance));
    }

    /// <summary>Returns a crawler, which keeps no identity from visit to visit.</summary>
    public static Person Bot(Shop shop, Contexts contexts, Chance chance) =>
        new($"a-{chance.Next():x16}", "", false, shop.Markets[0], contexts.Of(shop.Markets[0], chance.Pick(shop.Bots)));
}
