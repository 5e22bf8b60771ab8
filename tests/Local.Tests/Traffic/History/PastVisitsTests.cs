using System.Text;
using System.Text.Json;
using Analytics.Local.Traffic.History;
using Analytics.Local.Traffic.Sites;
using Analytics.Local.Traffic.Visits;

namespace Local.Tests.Traffic.History;

public sealed class PastVisitsTests
{
    static readonly DateTimeOffset _now = new(2026, 3, 18, 14, 30, 0, TimeSpan.Zero);
    static readonly DateTimeOffset _from = new(2026, 2, 16, 0, 0, 0, TimeSpan.Zero);
    static readonly List<TrafficEvent> _events = Events(7, 60_000);

    [Fact]
    public void There_are_as_many_events_as_asked_for_and_none_is_later_than_now()
    {
        Assert.Equal(60_000, _events.Count);
        Assert.All(_events, one => Assert.InRange(one.Facts.At, _from, _now));
        Assert.All(_events, one => Assert.True(one.IsValid));
        Assert.Equal(_events.Count, _events.Select(one => one.Id).Distinct().Count());
    }

    [Fact]
    public void The_same_seed_gives_the_same_past_and_another_seed_another()
    {
        var texts = Texts(_events.Take(3_000));
        Assert.Equal(texts, Texts(Events(7, 60_000).Take(3_000)));
        Assert.NotEqual(texts, Texts(Events(8, 60_000).Take(3_000)));
    }

    [Fact]
    public void Every_day_and_almost_every_hour_has_visits()
    {
        var days = _events.CountBy(one => one.Facts.At.Date).ToDictionary();
        Assert.Equal(31, days.Count);
        Assert.All(days.Values, events => Assert.True(events > 400));
        Assert.InRange(_events.Select(one => one.Facts.At.Ticks / TimeSpan.TicksPerHour).Distinct().Count(), 690, 735);
    }

    [Fact]
    public void Evenings_and_later_weeks_are_busier()
    {
        var hours = _events.CountBy(one => one.Facts.At.Hour).ToDictionary();
        Assert.True(hours[19] > 8 * hours[3]);
        var week = TimeSpan.FromDays(7);
        var first = _events.Count(one => one.Facts.At < _from + week);
        var fourth = _events.Count(one => one.Facts.At >= _from + (3 * week) && one.Facts.At < _from + (4 * week));
        Assert.InRange(fourth / (double)first, 1.15, 1.7);
    }

    [Fact]
    public void People_come_again_on_other_days()
    {
        var people = _events.Where(one => !one.Facts.Visit.IsBot).GroupBy(one => one.Facts.Visit.Person.AnonymousId).ToList();
        var again = people.Count(person => person.Select(one => one.Facts.At.Date).Distinct().Count() > 1);
        Assert.InRange(again / (double)people.Count, 0.15, 0.6);
    }

    [Fact]
    public void Some_of_the_people_visit_now_too()
    {
        var now = new Visitors(Shop.Embedded, Shop.Embedded.Sites[0], 4_000, 7, TimeProvider.System);
        var people = _events.Select(one => one.Facts.Visit.Person.AnonymousId).ToHashSet();
        var visits = Enumerable
            .Range(0, 20_000)
            .Select(_ => now.Next().Facts.Visit)
            .Where(visit => !visit.IsBot)
            .DistinctBy(visit => visit.SessionId);
        Assert.InRange(visits.Average(visit => people.Contains(visit.Person.AnonymousId) ? 1 : 0), 0.03, 0.38);
    }

    [Fact]
    public void Every_event_is_historical_and_visits_are_in_order()
    {
        Assert.All(_events.Take(500), one => Assert.True(JsonDocument.Parse(one.Json).RootElement.GetProperty("historical").GetBoolean()));
        Assert.All(_events.GroupBy(one => one.Facts.Visit.SessionId), visit =>
        {
            Assert.Equal(visit.OrderBy(one => one.Facts.At), visit);
            Assert.True(visit.Last().Facts.At - visit.First().Facts.At < TimeSpan.FromHours(2));
        });
    }

    static List<TrafficEvent> Events(int seed, int count) =>
        [.. new PastVisits(Shop.Embedded, Shop.Embedded.Sites[0], _from, _now, seed).Events(count)];

    static List<string> Texts(IEnumerable<TrafficEvent> events) => [.. events.Select(one => Encoding.UTF8.GetString(one.Json.Span))];
}
