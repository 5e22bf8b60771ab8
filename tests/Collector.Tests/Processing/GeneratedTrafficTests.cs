using System.Text;
using System.Text.Json;
using Analytics.Collector.Keys;
using Analytics.Collector.Processing;
using Analytics.Contracts;
using Analytics.Local.Traffic.History;
using Analytics.Local.Traffic.Sites;
using Analytics.Local.Traffic.Visits;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Processing;

/// <summary>The traffic generator's events as the collector understands them.</summary>
public sealed class GeneratedTrafficTests
{
    const int InRequest = 500;

    static readonly FakeTimeProvider _clock = new(Processed.ReceivedAt);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Every_event_is_accepted_but_those_that_are_broken_on_purpose(int site)
    {
        var visitors = new Visitors(Shop.Embedded, Shop.Embedded.Sites[site], 400, 5, _clock);
        var events = Enumerable.Range(0, 6_000).Select(_ => visitors.Next()).ToList();
        Assert.Contains(events, one => !one.IsValid);
        Assert.All(Answers(events, KeyKind.Browser), answer =>
            Assert.True(
                answer.Result.Status == (answer.Sent.IsValid ? EventStatus.Ok : EventStatus.Rejected),
                $"{answer.Result}: {Encoding.UTF8.GetString(answer.Sent.Json.Span)}"
            )
        );
    }

    [Fact]
    public void An_event_has_the_values_of_the_ledger()
    {
        var visitors = new Visitors(Shop.Embedded, Shop.Embedded.Sites[0], 400, 6, _clock);
        var events = Enumerable.Range(0, 6_000).Select(_ => visitors.Next()).Where(one => one.IsValid).ToList();
        foreach (var (sent, _, canonical) in Answers(events, KeyKind.Browser))
        {
            var facts = sent.Facts;
            Assert.Equal(
                (sent.Id, facts.At, facts.Type, facts.Name, facts.Path, facts.Country, facts.Revenue, facts.Currency),
                (
                    canonical!.EventId,
                    canonical.OccurredAt,
                    canonical.Type,
                    canonical.Name,
                    canonical.PagePath,
                    canonical.Country,
                    canonical.Revenue,
                    canonical.Currency
                )
            );
            Assert.Equal(
                (facts.Visit.SessionId, facts.Visit.Person.AnonymousId, facts.User, facts.Visit.IsBot),
                (canonical.SessionId, canonical.AnonymousId, canonical.UserId, canonical.IsBot == true)
            );
            if (facts.IsArrival && !facts.Visit.IsBot)
                Assert.Equal(TagsOf(facts.Visit.Arrival), TagsOf(canonical));
            else if (canonical.Type == "page")
                Assert.Equal((null, null), (canonical.UtmSource, canonical.ReferrerDomain));
        }
    }

    [Fact]
    public void The_past_is_accepted_from_a_server_as_historical()
    {
        var past = new PastVisits(Shop.Embedded, Shop.Embedded.Sites[0], Processed.ReceivedAt.Date.AddDays(-400), Processed.ReceivedAt, 7);
        var events = past.Events(3_000).ToList();
        Assert.All(Answers(events, KeyKind.Server), answer =>
        {
            Assert.Equal(EventStatus.Ok, answer.Result.Status);
            Assert.Equal(answer.Sent.Facts.At, answer.Canonical!.OccurredAt);
            Assert.NotNull(answer.Canonical.Browser);
        });
        Assert.All(From(events.Take(10), KeyKind.Server).Outgoing, outgoing => Assert.Equal(new Topics("t").Historical, outgoing.Topic));
    }

    [Fact]
    public void Browsers_systems_places_and_apps_are_recognized()
    {
        foreach (var site in Shop.Embedded.Sites)
        {
            var visitors = new Visitors(Shop.Embedded, site, 400, 9, _clock);
            var events = Enumerable
                .Range(0, 4_000)
                .Select(_ => visitors.Next())
                .Where(one => one.IsValid && !one.Facts.Visit.IsBot)
                .ToList();
            var canonical = Answers(events, KeyKind.Browser).Select(answer => answer.Canonical!).ToList();
            Assert.All(canonical, one =>
                Assert.False(one.IsBot == true || one.Os is null || one.Region is null || one.City is null || one.Locale is null)
            );
            Assert.Equal(
                site.Clients.Select(client => client.Device).Distinct().Order(),
                canonical.Select(one => one.Device!).Distinct().Order()
            );
            Assert.Equal(site.Clients.Select(client => client.Os).Distinct().Order(), canonical.Select(one => one.Os!).Distinct().Order());
            Assert.Equal(site.IsApp, canonical.TrueForAll(one => one.AppVersion is not null));
            Assert.True(site.IsApp || canonical.Select(one => one.Browser).Distinct().Count() >= 6);
        }
    }

    static (string?, string?, string?, string?, string?, bool) TagsOf(Arrival arrival) =>
        (arrival.Source, arrival.Medium, arrival.Campaign, arrival.Term, arrival.Content, arrival.Referrer is not null);

    static (string?, string?, string?, string?, string?, bool) TagsOf(AnalyticsEvent one) =>
        (one.UtmSource, one.UtmMedium, one.UtmCampaign, one.UtmTerm, one.UtmContent, one.ReferrerDomain is not null);

    static IEnumerable<(TrafficEvent Sent, EventResult Result, AnalyticsEvent? Canonical)> Answers(
        IReadOnlyList<TrafficEvent> events,
        KeyKind kind
    )
    {
        foreach (var sent in events.Chunk(InRequest))
        {
            var request = From(sent, kind);
            for (var index = 0; index < sent.Length; index++)
            {
                var result = request.Results[index];
                yield return (
                    sent[index],
                    result,
                    result.IsAccepted
                        ? JsonSerializer.Deserialize(request.Outgoing[index].Value, ContractsJson.Default.AnalyticsEvent)
                        : null
                );
            }
        }
    }

    static ProcessedRequest From(IEnumerable<TrafficEvent> events, KeyKind kind) =>
        Processed.From($"[{string.Join(',', events.Select(one => Encoding.UTF8.GetString(one.Json.Span)))}]", Processed.Facts(kind));
}
