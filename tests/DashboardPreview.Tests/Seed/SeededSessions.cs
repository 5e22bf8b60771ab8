namespace DashboardPreview.Tests.Seed;

/// <summary>
/// Invents the sessions of a shop: a hundred days with a day's and a week's rhythm, returning visitors, campaigns, orders, bots,
/// and names that a page must show as text. Yesterday is open for one source; today and a day that the nightly job missed for all. A few
/// sessions are a year older.
/// </summary>
static class SeededSessions
{
    public const int Days = 100;
    public const string OpenYesterday = "ios";
    const int MissedDay = -12;
    static readonly string[] _paths =
    [
        "/",
        "/",
        "/products/mug",
        "/products/lamp",
        "/blog/how-we-pack",
        "/sale",
        "/products/chair",
        "/about",
    ];
    static readonly string?[] _cities = ["Berlin", "London", "Paris", "Berlin", "New York", "Tokyo", null];
    static readonly string?[] _countries = ["DE", "GB", "FR", "PL", "US", "JP", null];
    static readonly (string? Referrer, string Channel, string? Campaign)[] _ways =
    [
        (null, "direct", null),
        (null, "direct", null),
        ("google.com", "organic search", null),
        ("google.com", "organic search", null),
        ("google.com", "paid search", "autumn-sale"),
        ("facebook.com", "organic social", null),
        ("t.co", "organic social", null),
        (null, "email", "newsletter-48"),
        ("chatgpt.com", "ai assistant", null),
        ("news.ycombinator.com", "referral", null),
    ];
    static readonly string?[] _devices = ["mobile", "mobile", "desktop", "tablet", null];
    static readonly string?[] _browsers = ["Chrome", "Safari", "Firefox", "Edge", null];

    /// <summary>Texts that clients may send: markup, the longest, written from right to left, and outside of the basic plane.</summary>
    public static readonly string[] Hostile = ["<script>alert(1)</script>", new('x', 4000), "تخفيضات الشتاء", "🛒🎄 sale"];

    public static SessionRows At(DateTimeOffset now)
    {
        Random chance = new(20261128);
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        List<SessionRow> sessions = [];
        foreach (var (source, perDay, perLastDay, inLastHour) in new[] { ("web", 18, 500, 14), ("ios", 6, 160, 18), ("o'hara", 4, 90, 24) })
        {
            for (var day = today.AddDays(-Days); day <= today; day = day.AddDays(1))
            {
                sessions.AddRange(
                    Enumerable.Range(0, perDay).Select(_ => One(chance, source, day.AddSeconds(86_400 * Hour(chance)), today))
                );
            }
            // The last two days are denser, so that panels of an hour and of a day have something to draw.
            for (var day = today.AddDays(-2); day <= today; day = day.AddDays(1))
            {
                sessions.AddRange(
                    Enumerable.Range(0, perLastDay).Select(_ => One(chance, source, day.AddSeconds(86_400 * Hour(chance)), today))
                );
            }
            sessions.AddRange(
                Enumerable.Range(0, inLastHour).Select(at => One(chance, source, now.AddMinutes(-1 - (56.0 * at / inLastHour)), today))
            );
        }
        sessions = [.. sessions.Where(one => one.StartedAt < now)];
        for (var at = 0; at < 8; at++)
            sessions.Add(Hostility(One(chance, "web", now.AddMinutes(-2 - (25 * at)), today), Hostile[at % Hostile.Length]));
        var firstSeen = sessions
            .Where(one => !one.IsBot)
            .GroupBy(one => (one.Source, one.Visitor))
            .ToDictionary(visitor => visitor.Key, visitor => visitor.Min(one => one.StartedAt));
        var active = firstSeen
            .Keys.Take(90)
            .Select((visitor, at) => (visitor.Source, visitor.Visitor, now.AddSeconds(at < 60 ? 600 : -1000)))
            .ToArray();
        return new SessionRows([.. YearBefore(today), .. sessions], firstSeen, active, SeededDimensions.Of(sessions));
    }

    static IEnumerable<SessionRow> YearBefore(DateTimeOffset today)
    {
        Random chance = new(20251128);
        return from day in Enumerable.Range(-373, 12)
            from number in Enumerable.Range(0, 5)
            select One(chance, "web", today.AddDays(day + Hour(chance)), today);
    }

    static SessionRow Hostility(SessionRow row, string text) =>
        row with
        {
            Entry = $"/{text}",
            Campaign = text,
            City = text,
            IsBot = false,
        };

    static SessionRow One(Random chance, string source, DateTimeOffset startedAt, DateTimeOffset today)
    {
        var (referrer, channel, campaign) = _ways[chance.Next(_ways.Length)];
        var place = chance.Next(_countries.Length);
        var leaves = chance.NextDouble() < 0.35;
        var pays = !leaves && chance.NextDouble() < 0.25;
        startedAt = DateTimeOffset.FromUnixTimeMilliseconds(startedAt.ToUnixTimeMilliseconds());
        return new SessionRow(
            source,
            $"s-{chance.Next()}-{chance.Next()}",
            $"visitor-{chance.Next(source == "web" ? 900 : 250)}",
            startedAt,
            leaves ? chance.Next(0, 9) : Math.Round(600 * Math.Pow(chance.NextDouble(), 2)) + 10,
            leaves ? 1 : chance.Next(1, 9),
            leaves ? 0 : chance.Next(1, 6),
            pays ? 1 : 0,
            chance.NextDouble() < 0.04,
            _paths[chance.Next(_paths.Length)],
            _paths[chance.Next(_paths.Length)],
            referrer,
            channel,
            campaign,
            _countries[place],
            _cities[place],
            _devices[chance.Next(_devices.Length)],
            _browsers[chance.Next(_browsers.Length)],
            pays ? (chance.NextDouble() < 0.75 ? "USD" : "EUR") : null,
            pays ? chance.Next(90_000, 2_000_000) / 10_000m : 0,
            startedAt < today.AddDays(source == OpenYesterday ? -1 : 0)
                && !(startedAt >= today.AddDays(MissedDay) && startedAt < today.AddDays(MissedDay + 1))
        );
    }

    // Two peaks a day.
    static double Hour(Random chance) =>
        Math.Clamp(chance.NextDouble() < 0.4 ? 0.45 + (0.12 * (chance.NextDouble() - 0.5)) : 0.3 + (0.69 * chance.NextDouble()), 0, 0.9999);
}
