using System.Text.Json;
using System.Text.Json.Serialization;
using Analytics.Hosting;
using Bogus;

namespace Analytics.Local.Traffic.Sites;

/// <summary>The shop that the visitors walk through, <c>shop.json</c>. Shares are weights within their list.</summary>
/// <param name="Categories">Pages with lists of products.</param>
/// <param name="Searches">Words that visitors look for.</param>
/// <param name="Markets">The countries of the visitors.</param>
/// <param name="Sites">The shop's site first, then its app.</param>
/// <param name="Bots">User agents of crawlers.</param>
sealed record Shop(
    IReadOnlyList<Page> Categories,
    IReadOnlyList<Page> Articles,
    IReadOnlyList<string> Searches,
    IReadOnlyList<Market> Markets,
    IReadOnlyList<Site> Sites,
    IReadOnlyList<string> Bots
)
{
    public const string Address = "https://shop.example";
    const int CatalogSize = 60;

    /// <summary>The shop does not depend on a seed: the same products are sold on every day.</summary>
    public static Shop Embedded { get; } =
        JsonSerializer.Deserialize(EmbeddedText.Read(typeof(Shop).Assembly, "shop.json"), ShopJson.Default.Shop)!;

    [JsonIgnore]
    public IReadOnlyList<Product> Products => field ??= [.. Catalog(Categories)];

    [JsonIgnore]
    public Weighted<Market> Market => field ??= new(Markets, market => market.Share);

    static IEnumerable<Product> Catalog(IReadOnlyList<Page> categories)
    {
        var faker = new Faker { Random = new Randomizer(1) };
        for (var number = 1; number <= CatalogSize; number++)
        {
            var name = faker.Commerce.ProductName();
            yield return new(
                $"p-{number}",
                name,
                categories[number % categories.Count].Title!,
                decimal.Parse(faker.Commerce.Price(3, 240)),
                new Page("Product", $"/products/{number}", name)
            );
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(Shop))]
sealed partial class ShopJson : JsonSerializerContext;
