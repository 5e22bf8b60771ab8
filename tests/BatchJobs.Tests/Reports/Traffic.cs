using Analytics.Contracts;

namespace BatchJobs.Tests.Reports;

/// <summary>Generates visits of a few days. The same seed gives the same visits.</summary>
sealed class Traffic(int seed, DateOnly firstDay, int days)
{
    static readonly (string? Referrer, string? Medium, string Channel)[] _arrivals =
    [
        (null, null, "direct"),
        ("google.com", null, "search"),
        ("facebook.com", "paid-social", "paid social"),
        ("mail.example", "email", "mail"),
    ];
    static readonly string[] _pages = ["/", "/products/1", "/products/2", "/cart"];
    static readonly string[] _acts = ["product_viewed", "added_to_cart", "purchase"];

    readonly Random _random = new(seed);
    int _number;

    /// <summary>Returns visits of two sources; a visitor comes on several days, twice on some, and now and then as a bot.</summary>
    public IReadOnlyList<Visit> Visits() =>
        [
            .. from source in (string[])["web", "app"]
            from visitor in Enumerable.Range(0, 25)
            from day in Enumerable.Range(0, days)
            from visit in Enumerable.Range(0, _random.Next(0, 3))
            select Next(source, $"v{visitor}", firstDay.AddDays(day)),
        ];

    Visit Next(string source, string visitor, DateOnly day)
    {
        var arrival = _arrivals[_random.Next(_arrivals.Length)];
        var (session, isBot) = ($"s{_number++}", _random.Next(12) == 0);
        // The last visits of a day go on after midnight.
        var at = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddMilliseconds(_random.Next(86_399_000));
        var events = new List<AnalyticsEvent> { Page("/") };
        for (var more = _random.Next(0, 8); more > 0; more--)
        {
            at = at.AddMilliseconds(_random.Next(200, 90_000));
            events.Add(
                _random.Next(3) switch
                {
                    0 => Page(_pages[_random.Next(_pages.Length)]),
                    1 => Event("identify", "identify"),
                    _ => Track(_acts[_random.Next(_acts.Length)]),
                }
            );
        }

        return new(source, session, visitor, arrival.Channel, isBot, events);

        AnalyticsEvent Page(string path) => Event("page", "Page") with { PagePath = path, PageUrl = $"https://shop.example{path}" };

        AnalyticsEvent Track(string name) =>
            name == "purchase"
                ? Event("track", name) with
                {
                    Revenue = _random.Next(1, 99_999) / 100m,
                    Currency = _random.Next(2) == 0 ? "EUR" : "PLN",
                }
                : Event("track", name);

        AnalyticsEvent Event(string type, string name) =>
            new()
            {
                EventId = $"e{_number++}",
                Source = source,
                Channel = "browser",
                Type = type,
                Name = name,
                AnonymousId = visitor,
                SessionId = session,
                OccurredAt = at,
                ReceivedAt = at.AddSeconds(1),
                ReferrerDomain = arrival.Referrer,
                UtmMedium = arrival.Medium,
                Device = visitor.Length == 2 ? "mobile" : "desktop",
                IsBot = isBot ? true : null,
            };
    }
}
