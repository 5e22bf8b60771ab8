using Bogus;

namespace Analytics.Local.Traffic;

/// <summary>A product of the shop.</summary>
sealed record Product(string Id, string Name, string Path, decimal Price);

/// <summary>A visitor's region, as the browser reports it.</summary>
sealed record Market(string Country, string Locale, string Currency, float Share);

/// <summary>A visitor's device.</summary>
sealed record Browser(string Device, string Os, string UserAgent, float Share);

/// <summary>How a visitor found the shop; empty for a typed address.</summary>
sealed record Campaign(string? Referrer, string? Source, string? Medium, string? Name, float Share);

/// <summary>The shop that the visitors of the traffic generator walk through. The same seed gives the same shop.</summary>
sealed class Shop
{
    public const string Address = "https://shop.example";

    public Shop(int seed)
    {
        var faker = new Faker { Random = new Randomizer(seed) };
        Products =
        [
            .. Enumerable
                .Range(1, 60)
                .Select(number => new Product(
                    $"p-{number}",
                    faker.Commerce.ProductName(),
                    $"/products/{number}",
                    decimal.Parse(faker.Commerce.Price(3, 240))
                )),
        ];
    }

    public IReadOnlyList<Product> Products { get; }

    public IReadOnlyList<Market> Markets { get; } =
    [
        new("DE", "de-DE", "EUR", 0.22f),
        new("FR", "fr-FR", "EUR", 0.14f),
        new("PL", "pl-PL", "PLN", 0.13f),
        new("GB", "en-GB", "GBP", 0.12f),
        new("US", "en-US", "USD", 0.12f),
        new("ES", "es-ES", "EUR", 0.08f),
        new("IT", "it-IT", "EUR", 0.07f),
        new("NL", "nl-NL", "EUR", 0.06f),
        new("SE", "sv-SE", "SEK", 0.04f),
        new("JP", "ja-JP", "JPY", 0.02f),
    ];

    public IReadOnlyList<Browser> Browsers { get; } =
    [
        new(
            "mobile",
            "Android",
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
            0.34f
        ),
        new(
            "mobile",
            "iOS",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 "
                + "Mobile/15E148 Safari/604.1",
            0.22f
        ),
        new(
            "desktop",
            "Windows",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
            0.26f
        ),
        new(
            "desktop",
            "macOS",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",
            0.11f
        ),
        new(
            "tablet",
            "iPadOS",
            "Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/604.1",
            0.05f
        ),
        new(
            "tv",
            "Tizen",
            "Mozilla/5.0 (SMART-TV; Linux; Tizen 8.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 TV Safari/537.36",
            0.02f
        ),
    ];

    public IReadOnlyList<Campaign> Campaigns { get; } =
    [
        new(null, null, null, null, 0.4f),
        new("https://www.google.com/", null, null, null, 0.25f),
        new("https://mail.example/", "news", "email", "november", 0.15f),
        new("https://www.instagram.com/", "instagram", "social", "lookbook", 0.12f),
        new("https://www.bing.com/", "bing", "cpc", "brand", 0.08f),
    ];
}
