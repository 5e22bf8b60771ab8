using System.Text.Json;
using Analytics.Hosting;
using Analytics.Local.Traffic.Sites;
using Analytics.Transforms;

namespace SparkJobs.Tests.Transforms;

/// <summary>The traffic generator's arrivals, and the channels that they are sent to show.</summary>
public sealed class TrafficChannelsTests(SparkFixture spark)
{
    static readonly List<Arrival> _arrivals = [.. Shop.Embedded.Sites.SelectMany(site => site.Arrivals)];

    [Fact]
    public void Each_arrival_has_the_channel_that_it_is_made_for()
    {
        var rows = _arrivals.Select(
            (arrival, number) =>
                $"({number}, {Text(arrival.Source)}, {Text(arrival.Medium)}, {Text(DomainOf(arrival.Referrer))}, "
                + $"{Text($"{Shop.Address}/{(arrival.Click is null ? "" : "?" + arrival.Click)}")})"
        );
        var named = spark.Session.Sql(
            $"""
            SELECT {Channels.Sql("source", "medium", "domain", "url")}
            FROM VALUES {string.Join(", ", rows)} AS t(number, source, medium, domain, url)
            ORDER BY number
            """
        );
        Assert.Equal(
            _arrivals.Select(arrival => (arrival.Channel, arrival.Referrer, arrival.Source)),
            _arrivals.Zip(named.Collect(), (arrival, row) => (row.GetAs<string>(0), arrival.Referrer, arrival.Source))
        );
    }

    [Fact]
    public void Every_channel_has_arrivals()
    {
        using var table = JsonDocument.Parse(EmbeddedText.Read(typeof(Channels).Assembly, "channels.json"));
        var rules = table.RootElement;
        var all = rules
            .GetProperty("channels")
            .EnumerateArray()
            .SelectMany(rule =>
                new[] { rule.GetProperty("channel"), rule.TryGetProperty("paid", out var paid) ? paid : rule.GetProperty("channel") }
            )
            .Append(rules.GetProperty("other_paid"))
            .Append(rules.GetProperty("referral"))
            .Append(rules.GetProperty("direct"))
            .Select(name => name.GetString()!)
            .ToHashSet();
        Assert.Equal(
            all.Order(StringComparer.Ordinal),
            _arrivals.Select(arrival => arrival.Channel).Distinct().Order(StringComparer.Ordinal)
        );
    }

    static string? DomainOf(string? referrer) =>
        referrer is null ? null
        : new Uri(referrer).Host is var host && host.StartsWith("www.", StringComparison.Ordinal) ? host[4..]
        : new Uri(referrer).Host;

    static string Text(string? text) => text is null ? "CAST(NULL AS STRING)" : $"'{text}'";
}
