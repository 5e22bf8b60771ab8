using System.Text;
using System.Text.Json;
using Analytics.Local.Traffic;
using Microsoft.Extensions.Time.Testing;

namespace Analytics.Local.Tests.Traffic;

public sealed class VisitorsTests
{
    readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void The_same_seed_and_time_give_the_same_events() => Assert.Equal(Take(7, 2000), Take(7, 2000));

    [Fact]
    public void Another_seed_gives_others() => Assert.NotEqual(Take(7, 50), Take(8, 50));

    [Fact]
    public void Ids_are_unique_and_of_their_run()
    {
        var ids = Events(7, 5000).Select(one => one.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.StartsWith($"m{_clock.GetUtcNow().ToUnixTimeMilliseconds():x}-", id, StringComparison.Ordinal));
    }

    [Fact]
    public void A_shop_is_visited_as_shops_are()
    {
        var events = Events(7, 20_000).Where(one => one.IsValid).Select(one => JsonDocument.Parse(one.Json).RootElement).ToList();
        var names = events
            .GroupBy(one => one.TryGetProperty("event", out var name) ? name.GetString()! : one.GetProperty("type").GetString()!)
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.True(names["page"] > names["product_viewed"] && names["product_viewed"] > names["added_to_cart"]);
        Assert.True(
            names["added_to_cart"] > names["checkout_started"] && names["checkout_started"] > names["purchase"] && names["purchase"] > 100
        );
        Assert.Equal(
            10,
            events.Select(one => one.GetProperty("context").GetProperty("location").GetProperty("country").GetString()).Distinct().Count()
        );
        Assert.Equal(
            4,
            events.Select(one => one.GetProperty("context").GetProperty("device").GetProperty("type").GetString()).Distinct().Count()
        );
    }

    [Fact]
    public void One_in_two_hundred_is_broken() => Assert.InRange(Events(7, 20_000).Count(one => !one.IsValid), 60, 140);

    List<TrafficEvent> Events(int seed, int count)
    {
        var visitors = new Visitors(seed, _clock);
        return [.. Enumerable.Range(0, count).Select(_ => visitors.Next())];
    }

    List<string> Take(int seed, int count) => [.. Events(seed, count).Select(one => Encoding.UTF8.GetString(one.Json.Span))];
}
