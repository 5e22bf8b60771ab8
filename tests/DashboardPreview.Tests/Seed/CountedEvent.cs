namespace DashboardPreview.Tests.Seed;

/// <summary>One event of the seed, as the live query reads it.</summary>
/// <param name="Second">The time of occurrence, in epoch seconds.</param>
/// <param name="Code">The rejection code; empty when the event counts.</param>
sealed record CountedEvent(
    long Second,
    string Source,
    string Name,
    string Country,
    string Device,
    string Currency,
    decimal Revenue,
    string Code
);

/// <summary>Makes twenty minutes of traffic with every name, country, device and currency and with empty seconds.</summary>
static class SeededTraffic
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(20);
    static readonly string[] _sources = ["web", "web", "ios", "o'hara"];
    static readonly string[] _names = ["page_view", "page_view", "page_view", "click", "click", "search", "purchase", "sign_up"];
    static readonly string[] _countries = ["US", "US", "DE", "GB", "FR", "PL", "JP", "BR", "IN", ""];
    static readonly string[] _devices = ["mobile", "mobile", "desktop", "tablet", ""];
    static readonly string[] _currencies = ["USD", "USD", "USD", "EUR", "EUR", "GBP", "JPY", "PLN", "BRL", "INR"];
    static readonly string[] _codes = ["user_missing", "unparsable", "wrong_kind"];

    /// <param name="end">The first second after the traffic, in epoch seconds.</param>
    public static IReadOnlyList<CountedEvent> Before(long end)
    {
        Random chance = new(20261123);
        List<CountedEvent> events = [];
        for (var second = end - (long)Length.TotalSeconds; second < end; second++)
        {
            for (var i = chance.Next(0, 9); i > 0; i--)
                events.Add(One(chance, second));
        }
        return events;
    }

    static CountedEvent One(Random chance, long second)
    {
        var name = Pick(chance, _names);
        var sold = name == "purchase";
        return new CountedEvent(
            second,
            Pick(chance, _sources),
            name,
            Pick(chance, _countries),
            Pick(chance, _devices),
            sold ? Pick(chance, _currencies) : "",
            sold ? chance.Next(1, 1_000_000) / 10_000m : 0,
            chance.Next(20) == 0 ? Pick(chance, _codes) : ""
        );
    }

    static string Pick(Random chance, string[] from) => from[chance.Next(from.Length)];
}
