using System.Globalization;
using System.Text;
using Analytics.Contracts;
using Analytics.Testing.Ledger;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using SparkJobs.Tests.Jobs;

namespace SparkJobs.Tests.Transforms;

/// <summary>The lake's rows give the dimensions that their messages gave.</summary>
public sealed class DimensionCountsTests(SparkFixture spark)
{
    const string Line =
        "concat_ws('|', minute, source, dimension, value, currency, events, coalesce(page_views, 0), "
        + "CAST(coalesce(revenue, 0) AS DECIMAL(28,4))) AS line";

    static readonly PropertyDimensions _properties = PropertyDimensions.Parse("shop:plan, blog:plan, shop:na me$");
    static readonly Goals _goals = new([
        .. Goals.Embedded.All,
        new Goal("spaced", "properties LIKE '%\"plan\" : %'"),
        new Goal("large", "properties LIKE '%1e400%' OR CONTEXT LIKE '% 1e400 %'"),
    ]);

    static readonly string[] _odd =
    [
        """{"plan":1.50,"query":"  Mixed CASE "}""",
        """{"plan":1e400}""",
        """{"plan":true,"products":"text"}""",
        """{ "plan" : {"a": [1, 2.0], "b": null}, "search_term" : ["a", 1] }""",
        """{"plan":null,"na me$":"x\"plan\"","products":{"name":"no array"}}""",
        """{"a":{"plan":"inner","query":"inner"}}""",
        """{"plan":"first","plan":"second","products":[{}, null, 5, "text"]}""",
        """{"plan":"\u0041\n\\q\u0000","query":null,"search_query":"zażółć 😀"}""",
        """{"pla\u006e":"escaped","products":[{"product_id":7,"price":"2,50","quantity":"many"},{"sku":"s","price":1,"quantity":9}]}""",
        """{"products":[{"name":"big","price":99999999999999,"quantity":99999}]}""",
        "{}",
    ];

    // Source, medium, referrer and address of page views; the last two are two ways of one channel.
    static readonly (string?, string?, string?, string?)[] _arrivals =
    [
        (null, null, "google.com", "https://shop.example/?gclid=1"),
        (null, null, "www.google.de", null),
        ("Facebook", null, null, "https://shop.example/?a=b&fbclid=2"),
        (null, "CPC", "bing.com", "https://shop.example/p"),
        (" direct ", "", null, "https://shop.example/#?gclid=3"),
        ("a\u0001\",\"b", "email", null, ""),
        (null, null, "shop.example", "https://shop.example/?gclid="),
        ("news", "e-mail", null, "https://shop.example/?a=1"),
        ("news", "e-mail", null, "https://shop.example/?a=2"),
    ];

    static readonly string[] _names = ["Search", "Order Completed", "404", "any"];

    [Fact]
    public void Equal_those_of_the_messages_whatever_the_properties_are()
    {
        var topics = new Topics();
        string[] messages =
        [
            .. Sent().Select(one => KafkaRows.Text(Visits.Text(one))),
            KafkaRows.Event(",\"source\":\"shop\",\"properties\":{\"plan\":\"of a message without lengths\"}"),
            KafkaRows.Text("no"),
        ];
        var rows = KafkaRows.Of(spark.Session, topics.Events, messages);
        var lake = new LakeRows(topics, new Dictionary<string, string>());

        var counted = new DimensionCounts(_goals, _properties).Apply(lake.Events(lake.Kept(ClassifyEvents.ForLake().Apply(rows))));
        var streamed = LiveSessions.OfNewEvents(_goals, _properties).Apply(rows).Where($"dimension <> '{SessionsRow.Session}'");

        var found = Lines(counted);
        Assert.Equal(Lines(streamed), found);
        string[] some =
        [
            "channel|mail||3",
            "channel|paid search||",
            "channel|social|",
            "search|mixed case|",
            "search|zażółć 😀|",
            "property:plan|first|",
            "product|s|",
            "goal|spaced||4|",
            "goal|large||44|",
            "not_found|",
            "bot|",
        ];
        Assert.All(some, part => Assert.Contains(found, line => line.Contains($"|{part}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Equal_a_plain_computation()
    {
        var visits = AtNoon(Visits.Events(300, seed: 5)).ToList();
        var topics = new Topics();
        var rows = KafkaRows.Of(spark.Session, topics.Events, [.. visits.Select(one => KafkaRows.Text(Visits.Text(one)))]);
        var lake = new LakeRows(topics, new Dictionary<string, string>());

        var counted = new DimensionCounts(Goals.Embedded, PropertyDimensions.Parse("shop:plan")).Apply(
            lake.Events(lake.Kept(ClassifyEvents.ForLake().Apply(rows)))
        );

        Assert.Equal(new PlainDimensions(("shop", "plan")).Lines(visits), Lines(counted));
    }

    [Fact]
    public void A_key_has_its_value_however_the_client_spells_it()
    {
        var spelled = new[] { "plan", "na me$", "query" }.SelectMany(Spellings).ToList();
        var events = AtNoon(
            spelled.Select(
                (key, place) =>
                    new AnalyticsEvent
                    {
                        EventId = $"spelled {place}",
                        Source = "shop",
                        Type = "track",
                        Name = "Search",
                        Properties = new RawJson(Encoding.UTF8.GetBytes($$"""{"{{key}}":"found"}""")),
                    }
            )
        );
        var topics = new Topics();
        var rows = KafkaRows.Of(spark.Session, topics.Events, [.. events.Select(one => KafkaRows.Text(Visits.Text(one)))]);
        var lake = new LakeRows(topics, new Dictionary<string, string>());

        (string, long)[] expected = [("property:na me$", 64), ("property:plan", 16), ("search", 32)];
        Assert.Equal(expected, Found(LiveSessions.OfNewEvents(Goals.Embedded, _properties).Apply(rows)));
        Assert.Equal(
            expected,
            Found(new DimensionCounts(Goals.Embedded, _properties).Apply(lake.Events(lake.Kept(ClassifyEvents.ForLake().Apply(rows)))))
        );

        static IEnumerable<(string, long)> Found(DataFrame rows) =>
            rows.Where("value = 'found'")
                .GroupBy("dimension")
                .Agg(Microsoft.Spark.Sql.Functions.Expr("sum(events)"))
                .Collect()
                .Select(row => (row.GetAs<string>(0), row.GetAs<long>(1)))
                .Order();
    }

    // Every spelling of a name in JSON: each of its characters plain or escaped.
    static IEnumerable<string> Spellings(string name) =>
        Enumerable
            .Range(0, 1 << name.Length)
            .Select(escaped => string.Concat(name.Select((c, at) => (escaped >> at & 1) == 0 ? $"{c}" : Escape(c, escaped % 3 == 0))));

    static string Escape(char c, bool isLarge) => "\\u" + ((int)c).ToString(isLarge ? "X4" : "x4", CultureInfo.InvariantCulture);

    static IEnumerable<AnalyticsEvent> Sent() =>
        AtNoon(Visits.Events(200, seed: 3))
            .Concat(
                AtNoon(
                    _odd.SelectMany(json => _names.Select(name => (Json: json, Name: name)))
                        .Select(odd => new AnalyticsEvent
                        {
                            EventId = $"odd {odd.Name} {odd.Json}",
                            Source = "shop",
                            Type = "track",
                            Name = odd.Name,
                            Properties = new RawJson(Encoding.UTF8.GetBytes(odd.Json)),
                            Context = new RawJson("""{"traits":{"size": 1e400 }}"""u8.ToArray()),
                        })
                )
            )
            .Concat(
                AtNoon(
                    _arrivals.Select(
                        (way, place) =>
                            new AnalyticsEvent
                            {
                                EventId = $"arrival {place}",
                                Source = "blog",
                                Type = "page",
                                Name = "Home",
                                UtmSource = way.Item1,
                                UtmMedium = way.Item2,
                                ReferrerDomain = way.Item3,
                                PageUrl = way.Item4,
                            }
                    ),
                    from: 300
                )
            );

    // Kafka's time is a second after noon; a later event does not count.
    static IEnumerable<AnalyticsEvent> AtNoon(IEnumerable<AnalyticsEvent> events, int from = 0) =>
        events.Select(
            (one, place) =>
                one with
                {
                    OccurredAt = new DateTimeOffset(2026, 1, 1, 11, 50, 0, TimeSpan.Zero).AddSeconds((from + place) % 600),
                    ReceivedAt = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero),
                }
        );

    static List<string> Lines(DataFrame rows) =>
        [.. rows.SelectExpr(Line).Collect().Select(row => row.GetAs<string>(0)).Order(StringComparer.Ordinal)];
}
