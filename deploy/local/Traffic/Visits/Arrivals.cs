using Analytics.Local.Traffic.Sites;

namespace Analytics.Local.Traffic.Visits;

/// <summary>Lets visits of a site begin. The same seed and run give the same visits.</summary>
/// <param name="run">The prefix of the session ids, so that two runs do not share sessions.</param>
sealed class Arrivals(Shop shop, Site site, Population people, Chance chance, string run)
{
    /// <summary>The share of visits that are a crawler's; an app has none.</summary>
    public const double BotShare = 0.025;

    /// <summary>The share of visits whose events are sent later than they happen.</summary>
    public const double LateShare = 0.01;

    /// <summary>The longest delay: shorter than the two days for which the warehouse counts by the second.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromHours(40);

    static readonly TimeSpan _usualDelay = TimeSpan.FromHours(6);
    static readonly TimeSpan _shortestDelay = TimeSpan.FromMinutes(2);

    readonly Contexts _contexts = new();
    int _visits;

    /// <param name="mayBeLate">True for visits of now; events of the past are late anyway.</param>
    public Visit Next(bool mayBeLate)
    {
        var id = $"{run}-{(site.IsApp ? 'a' : 'w')}{++_visits}";
        if (!site.IsApp && chance.Bool(BotShare))
            return Crawler(id);

        var person = Person.Of(shop, site, _contexts, people.Next());
        var arrival = site.Arrival.Pick(chance);
        var isSignedIn = person.HasAccount && chance.Bool(0.5);
        var visit = new Visit(id, site, person, arrival, false, mayBeLate ? Delay() : TimeSpan.Zero)
        {
            Steps = new VisitPlan(shop, site, person.Market, chance).Walk(arrival, person.HasAccount),
        };
        if (isSignedIn)
            visit.SignIn();
        return visit;
    }

    Visit Crawler(string id)
    {
        var bot = Person.Bot(shop, _contexts, chance);
        return new(id, site, bot, site.Arrivals[0], true, TimeSpan.Zero) { Steps = new VisitPlan(shop, site, bot.Market, chance).Crawl() };
    }

    TimeSpan Delay()
    {
        if (!chance.Bool(LateShare))
            return TimeSpan.Zero;
        var longest = chance.Bool(0.1) ? LongestDelay : _usualDelay;
        return _shortestDelay + (chance.Share() * (longest - _shortestDelay));
    }
}
