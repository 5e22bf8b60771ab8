using System.Text;
using System.Text.Json;
using Analytics.Contracts;

namespace SparkJobs.Tests.Jobs;

/// <summary>Makes the events of visits; the same seed makes the same events but for their day.</summary>
static class Visits
{
    static readonly string?[] _texts =
    [
        null,
        "/",
        "/a/b",
        "a\0b\tc\nd",
        "q\"uo\\te'",
        "<script>alert(1)</script>",
        "مرحبا بالعالم",
        "zażółć 😀",
        new('x', 4_000),
    ];

    static readonly (string Type, string Name)[] _kinds =
    [
        ("page", "Home"),
        ("page", "Shop"),
        ("screen", "Cart"),
        ("track", "Order Completed"),
        ("track", "Search"),
        ("identify", "identify"),
    ];

    static readonly (string Currency, decimal Revenue)?[] _money = [null, ("EUR", 0.1m), ("EUR", 19.99m), ("PLN", -3.5m)];

    static readonly string?[] _domains = [null, null, "google.com", "blog.example"];

    public static IEnumerable<byte[]?> Messages(IEnumerable<AnalyticsEvent> events) =>
        events.Select(one => JsonSerializer.SerializeToUtf8Bytes(one, ContractsJson.Default.AnalyticsEvent));

    public static string Text(AnalyticsEvent one) => JsonSerializer.Serialize(one, ContractsJson.Default.AnalyticsEvent);

    public static IEnumerable<AnalyticsEvent> Events(int count, int seed)
    {
        var random = new Random(seed);
        var midnight = new DateTimeOffset(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero);
        for (var place = 0; place < count; place++)
        {
            var kind = Of(_kinds);
            var isPage = kind.Type is "page" or "screen";
            var money = kind.Type == "track" ? Of(_money) : null;
            var visitor = random.Next(60);
            var at = midnight.AddMilliseconds(random.Next(-86_400_000, 3_600));
            yield return new AnalyticsEvent
            {
                EventId = $"{random.Next():x8}-{place}",
                Source = visitor % 2 == 0 ? "shop" : "blog",
                Type = kind.Type,
                Name = kind.Name,
                SessionId = random.Next(20) == 0 ? null : $"s-{visitor}-{random.Next(2)}",
                AnonymousId = visitor % 3 == 0 ? null : $"a-{visitor}{(random.Next(50) == 0 ? "-other" : "")}",
                UserId = visitor % 3 == 0 || random.Next(10) == 0 ? $"u-{visitor}" : null,
                OccurredAt = at,
                ReceivedAt = at.AddMilliseconds(random.Next(2_000)),
                PagePath = isPage ? Of(_texts) : null,
                PageUrl = isPage ? "https://shop.example/?x=1" : null,
                ReferrerDomain = isPage ? Of(_domains) : null,
                UtmSource = isPage && random.Next(5) == 0 ? "newsletter" : null,
                UtmMedium = isPage && random.Next(5) == 0 ? "email" : null,
                UtmCampaign = isPage && random.Next(5) == 0 ? Of(_texts) : null,
                Country = Of("PL", "DE", null),
                Browser = Of("Firefox", "Chrome", null),
                City = Of(_texts),
                AppVersion = Of("1.0", "1.1"),
                IsBot = random.Next(20) == 0 ? true : null,
                Currency = money?.Currency,
                Revenue = money?.Revenue,
                Properties = Json(kind.Name == "Order Completed" ? Order(random.Next(3)) : $"{{\"plan\":\"p{random.Next(3)}\"}}"),
                ScreenWidth = random.Next(2) == 0 ? Of(360, 800, 1200, 2560) : null,
            };

            T Of<T>(params T[] values) => values[random.Next(values.Length)];
        }
    }

    static RawJson Json(string text) => new(Encoding.UTF8.GetBytes(text));

    static string Order(int lines) => $$"""{"products":[{{string.Join(',', Enumerable.Range(1, lines).Select(Product))}}]}""";

    static string Product(int line) =>
        $$"""{"product_id":"p-{{line}}","name":"Product {{line}}","price":{{line}}.25,"quantity":{{line}}}""";
}
