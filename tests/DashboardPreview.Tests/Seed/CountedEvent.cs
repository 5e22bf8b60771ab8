namespace DashboardPreview.Tests.Seed;

/// <summary>One event of the seed, as streaming sees it.</summary>
/// <param name="Second">When it occurred, epoch seconds.</param>
/// <param name="Code">Why it is rejected; empty when it counts.</param>
internal sealed record CountedEvent(long Second, string Source, string Name, string Country, string Device, string Currency, decimal Revenue, string Code);

/// <summary>Twenty minutes of seeded traffic: every name, country, device and currency occurs, some seconds are empty.</summary>
internal static class SeededTraffic
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(20);
    private static readonly string[] Sources = ["web", "web", "ios", "o'hara"];
    private static readonly string[] Names = ["page_view", "page_view", "page_view", "click", "click", "search", "purchase", "sign_up"];
    private static readonly string[] Countries = ["US", "US", "DE", "GB", "FR", "PL", "JP", "BR", "IN", ""];
    private static readonly string[] Devices = ["mobile", "mobile", "desktop", "tablet", ""];
    private static readonly string[] Currencies = ["USD", "USD", "USD", "EUR", "EUR", "GBP", "JPY", "PLN", "BRL", "INR"];
    private static readonly string[] Codes = ["user_missing", "unparsable", "wrong_kind"];

    /// <param name="end">The first second after the traffic, epoch seconds.</param>
    public static IReadOnlyList<CountedEvent> Before(long end)
    {
        Random chance = new(20261123);
        List<CountedEvent> events = [];
        for (var second = end - (long)Length.TotalSeconds; second < end; second++)
            for (var i = chance.Next(0, 9); i > 0; i--)
                events.Add(One(chance, second));
        return events;
    }

    private static CountedEvent One(Random chance, long second)
    {
        var name = Pick(chance, Names);
        var sold = name == "purchase";
        return new CountedEvent(
            second, Pick(chance, Sources), name, Pick(chance, Countries), Pick(chance, Devices), sold ? Pick(chance, Currencies) : "",
            sold ? chance.Next(1, 1_000_000) / 10_000m : 0, chance.Next(20) == 0 ? Pick(chance, Codes) : "");
    }

    private static string Pick(Random chance, string[] from) => from[chance.Next(from.Length)];
}
