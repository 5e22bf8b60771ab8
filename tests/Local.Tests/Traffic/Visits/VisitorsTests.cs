using System.Text;
using System.Text.Json;
using Analytics.Local.Traffic.Sites;
using Analytics.Local.Traffic.Visits;
using Microsoft.Extensions.Time.Testing;

namespace Local.Tests.Traffic.Visits;

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
        var ids = Events(7, 5000).Concat(Events(7, 5000, app: true)).Select(one => one.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.StartsWith($"m{_clock.GetUtcNow().ToUnixTimeMilliseconds():x}", id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(42)]
    public void A_shop_is_visited_as_shops_are(int seed)
    {
        var names = Events(seed, 40_000).CountBy(one => one.Facts.Name).ToDictionary();
        string[] funnel = ["Product", "Product Added", "Checkout Started", "Order Completed"];
        Assert.Equal(funnel, funnel.OrderByDescending(name => names[name]));
        Assert.InRange(names["Order Completed"], 100, 1_200);
        Assert.All(["Search", "Signed Up", "Newsletter Subscribed", "Not found", "Article", "identify"], name =>
            Assert.True(names[name] > 20, name)
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(42)]
    public void Bounces_crawlers_late_visits_and_new_visitors_have_their_shares(int seed)
    {
        var visits = Visits(seed, 40_000);
        var people = visits.Where(visit => !visit[0].Facts.Visit.IsBot).ToList();
        Assert.InRange(people.Count(visit => visit.Count == 1), 0.36 * people.Count, 0.48 * people.Count);
        Assert.InRange(visits.Count - people.Count, 0.015 * visits.Count, 0.035 * visits.Count);
        Assert.InRange(people.Count(visit => visit[0].Facts.At < _clock.GetUtcNow()), 0.005 * people.Count, 0.015 * people.Count);
        var visitors = people.Select(visit => visit[0].Facts.Visit.Person.AnonymousId).Distinct().Count();
        Assert.InRange(visitors, 0.7 * people.Count, 0.98 * people.Count);
    }

    [Fact]
    public void Late_events_are_younger_than_the_time_that_seconds_are_counted() =>
        Assert.InRange(Events(7, 40_000).Min(one => one.Facts.At), _clock.GetUtcNow().AddDays(-2), _clock.GetUtcNow().AddHours(-6));

    [Fact]
    public void Every_market_and_device_visits()
    {
        var visits = Visits(7, 40_000).Select(visit => visit[0].Facts.Visit).ToList();
        Assert.Equal(Shop.Embedded.Markets.Count, visits.Select(visit => visit.Person.Market.Country).Distinct().Count());
        Assert.Equal(
            ["desktop", "mobile", "tablet", "tv"],
            Events(7, 40_000)
                .Select(one => JsonDocument.Parse(one.Json).RootElement.GetProperty("context"))
                .Where(context => context.TryGetProperty("device", out _))
                .Select(context => context.GetProperty("device").GetProperty("type").GetString())
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Only_the_first_page_view_carries_the_arrival()
    {
        foreach (
            var visit in Visits(7, 20_000)
                .Where(visit => visit[0].Facts.Visit.Arrival.Source is not null && visit.TrueForAll(one => one.IsValid))
        )
        {
            var contexts = visit.Select(one => JsonDocument.Parse(one.Json).RootElement.GetProperty("context")).ToList();
            Assert.Equal(!visit[0].Facts.Visit.IsBot, contexts[0].TryGetProperty("campaign", out _));
            Assert.All(contexts.Skip(1), context => Assert.False(context.TryGetProperty("campaign", out _)));
        }
    }

    [Fact]
    public void An_order_is_worth_its_products()
    {
        var orders = Events(7, 40_000)
            .Where(one => one.IsValid && one.Facts.Revenue is not null)
            .Select(one => (one.Facts, JsonDocument.Parse(one.Json).RootElement.GetProperty("properties")))
            .ToList();
        Assert.NotEmpty(orders);
        Assert.All(orders, order =>
        {
            var (facts, said) = order;
            Assert.Equal(facts.Revenue, said.GetProperty("revenue").GetDecimal());
            Assert.Equal(facts.Currency, said.GetProperty("currency").GetString());
            Assert.Equal(
                facts.Revenue,
                said.GetProperty("products")
                    .EnumerateArray()
                    .Sum(line => line.GetProperty("price").GetDecimal() * line.GetProperty("quantity").GetInt32())
            );
        });
    }

    [Fact]
    public void The_app_has_screens_and_versions_and_no_addresses()
    {
        var events = Events(7, 2_000, app: true).Where(one => one.IsValid).Select(one => JsonDocument.Parse(one.Json).RootElement).ToList();
        Assert.DoesNotContain(events, one => one.GetProperty("type").GetString() == "page");
        Assert.All(events, one => Assert.False(one.GetProperty("context").TryGetProperty("page", out _)));
        Assert.Equal(
            3,
            events.Select(one => one.GetProperty("context").GetProperty("app").GetProperty("version").GetString()).Distinct().Count()
        );
    }

    [Fact]
    public void One_in_two_hundred_is_broken() => Assert.InRange(Events(7, 20_000).Count(one => !one.IsValid), 60, 140);

    List<List<TrafficEvent>> Visits(int seed, int count) =>
        [
            .. Events(seed, count)
                .GroupBy(one => one.Facts.Visit.SessionId)
                .Select(visit => visit.ToList())
                .Where(visit => visit[0].Facts.Visit.HasLeft),
        ];

    List<TrafficEvent> Events(int seed, int count, bool app = false)
    {
        var visitors = new Visitors(Shop.Embedded, Shop.Embedded.Sites[app ? 1 : 0], 400, seed, _clock);
        return [.. Enumerable.Range(0, count).Select(_ => visitors.Next())];
    }

    List<string> Take(int seed, int count) => [.. Events(seed, count).Select(one => Encoding.UTF8.GetString(one.Json.Span))];
}
