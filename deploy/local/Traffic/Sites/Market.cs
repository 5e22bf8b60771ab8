using System.Text.Json.Serialization;

namespace Analytics.Local.Traffic.Sites;

/// <summary>A country of visitors.</summary>
/// <param name="Rate">Units of the currency for a euro.</param>
/// <param name="Cities">Cities and their regions.</param>
sealed record Market(
    string Country,
    double Share,
    string Currency,
    decimal Rate,
    string Timezone,
    IReadOnlyList<string> Locales,
    IReadOnlyList<IReadOnlyList<string>> Cities
)
{
    [JsonIgnore]
    public byte[] CurrencyJson { get; } = JsonBytes.Text(Currency);

    public decimal PriceOf(Product product) => decimal.Round(product.Price * Rate, 2);
}
