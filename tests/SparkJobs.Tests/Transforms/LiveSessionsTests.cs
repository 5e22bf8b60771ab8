using System.Text.Json.Nodes;
using Analytics.Contracts;
using Analytics.SparkJobs.Sinks.Lean;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using SparkJobs.Tests.Jobs;
using static Microsoft.Spark.Sql.Functions;

namespace SparkJobs.Tests.Transforms;

/// <summary>The sums themselves are tested by <see cref="SessionsJobTests"/> against a computation in C#.</summary>
public sealed class LiveSessionsTests(SparkFixture spark)
{
    static readonly PropertyDimensions _properties = PropertyDimensions.Parse("web:plan, web:na me$");

    [Fact]
    public void Gives_the_columns_of_the_contract()
    {
        var names = ContractsJson.Default.SessionsRow.Properties.Select(property => property.Name).ToList();
        var rows = KafkaRows.Of(spark.Session, "t", KafkaRows.Event());
        Assert.Equal(names, Names(LiveSessions.OfNewEvents(Goals.Embedded, _properties).Apply(rows)));
        Assert.Equal(names, Names(LiveSessions.OfThePast(Goals.Embedded, _properties).Apply(rows)));
    }

    [Fact]
    public void The_lean_text_equals_that_of_to_json()
    {
        string[] events = [.. Visits.Events(200, seed: 7).Select(one => KafkaRows.Text(Visits.Text(one))), KafkaRows.Text("no")];
        var frame = LiveSessions.OfThePast(Goals.Embedded, _properties).Apply(KafkaRows.Of(spark.Session, "t", events));
        var ordinary = Texts(frame.Select(Expr("to_json(struct(*))")));
        var lean = Texts(LeanJson.Lines(frame));

        Assert.Equal(ordinary.Count, lean.Count);
        Assert.All(ordinary.Zip(lean), pair =>
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(pair.First), JsonNode.Parse(pair.Second)), $"{pair.First} is not {pair.Second}")
        );
    }

    [Theory]
    [InlineData("type = 'track' AND revenue > 100", null)]
    [InlineData("no_column = 1", "no_column")]
    [InlineData("type = ", "Syntax error")]
    [InlineData("type", "\"STRING\"")]
    public void A_goals_filter_is_checked_before_the_start(string filter, string? refusal)
    {
        var found = new Goals([new Goal("g", filter)]).Refusal(spark.Session);
        if (refusal is null)
            Assert.Null(found);
        else
            Assert.Matches($"(?si)^The filter of the goal 'g' is no condition.*{refusal}", found!);
    }

    [Fact]
    public void Counts_properties_of_their_source_only()
    {
        const string more = ",\"properties\":{\"plan\":\"pro\",\"na me$\":{\"a\":[1,2]}}";
        Assert.Equal(["property:na me$={\"a\":[1,2]}", "property:plan=pro"], Values("property:", KafkaRows.Event(more)));
        Assert.Empty(Values("property:", KafkaRows.Event(more + ",\"source\":\"blog\"")));
        Assert.Empty(Values("property:", KafkaRows.Event(",\"properties\":{\"plan\":null},\"page_title\":\"\\\"plan\\\"\"")));
    }

    [Theory]
    [InlineData("[{\"name\":\"Tea\",\"price\":2.5,\"quantity\":3},{\"sku\":\"s\"}]", "Tea=7.5000", "s=")]
    [InlineData("[{\"name\":\"Cheese\",\"price\":10,\"quantity\":2.5}]", "Cheese=25.0000")]
    [InlineData("[{\"product_id\":7,\"price\":\"2,50\",\"quantity\":\"many\"}]", "7=")]
    [InlineData("[{\"name\":\"big\",\"price\":99999999999999,\"quantity\":99999}]", "big=")]
    [InlineData("[{}, null, 5, \"text\"]")]
    [InlineData("{\"name\":\"no array\"}", "no array=")]
    [InlineData("\"text\"")]
    public void Reads_products_of_orders_whatever_they_are(string products, params string[] expected)
    {
        var rows = Rows(
            KafkaRows.Event($",\"revenue\":9,\"currency\":\"EUR\",\"properties\":{{\"products\":{products}}}", name: "Order Completed")
        );
        Assert.Equal(
            expected,
            rows.Where(row => (string)row["dimension"]! == SessionsRow.Product && (string)row["value"]! != "")
                .Select(row => $"{row["value"]}={row["revenue"]}")
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Counts_the_products_of_an_order_without_a_currency_but_not_their_amounts()
    {
        var row = Assert.Single(
            Rows(KafkaRows.Event(",\"properties\":{\"products\":[{\"name\":\"Tea\",\"price\":2.5}]}", name: "Order Completed")),
            row => (string)row["dimension"]! == SessionsRow.Product
        );
        Assert.Equal(("Tea", "", null), ((string)row["value"]!, (string)row["currency"]!, row["revenue"]?.ToString()));
        Assert.Equal(1, (long)row["events"]!);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(",\"referrer_domain\":\"google.com\"", 2)]
    [InlineData(",\"utm_source\":\"news\",\"utm_medium\":\"email\"", 3)]
    public void Arrivals_are_page_views_that_say_how_the_visitor_came(string more, int attributions)
    {
        string[] names = ["referrer", "channel", "utm_"];
        int Count(string type) => names.Sum(name => Values(name, KafkaRows.Event($"{more},\"type\":\"{type}\"")).Count);
        Assert.Equal(attributions, Count("page"));
        Assert.Equal(0, Count("track"));
    }

    [Theory]
    [InlineData("track", "purchase", 1)]
    [InlineData("track", "$autocapture", 1)]
    [InlineData("track", "$rageclick", 1)]
    [InlineData("track", "survey sent", 1)]
    [InlineData("track", "$pageleave", 0)]
    [InlineData("track", "$web_vitals", 0)]
    [InlineData("track", "$feature_flag_called", 0)]
    [InlineData("track", "$set", 0)]
    [InlineData("track", "$$heatmap", 0)]
    [InlineData("track", "survey shown", 0)]
    [InlineData("group", "$set", 1)]
    [InlineData("page", "$pageleave", 0)]
    [InlineData("identify", "identify", 0)]
    public void What_an_SDK_sends_by_itself_is_no_action(string type, string name, int actions)
    {
        var message = KafkaRows.Event($",\"session_id\":\"s\",\"type\":\"{type}\"", name: name);
        Assert.Equal(actions, (int)Rows(message).Single(row => (string)row["dimension"]! == SessionsRow.Session)["actions"]!);
    }

    [Theory]
    [InlineData("404", ",\"page_path\":\"/old\"", "not_found=/old")]
    [InlineData("Page Not Found", "", "not_found=")]
    [InlineData("Products Searched", ",\"properties\":{\"query\":\" Red Shoes \"}", "search=red shoes")]
    [InlineData("view_search_results", ",\"properties\":{\"search_term\":\"mug\"}", "search=mug")]
    [InlineData("Search", ",\"properties\":{\"filters\":[]}")]
    [InlineData("Searched elsewhere", ",\"properties\":{\"query\":\"mug\"}")]
    public void Missing_pages_and_searches_are_counted_by_what_their_events_are_named(string name, string more, params string[] expected)
    {
        var message = KafkaRows.Event($"{more},\"type\":\"track\"", name: name);
        Assert.Equal(expected, Values("not_found", message).Concat(Values("search", message)));
    }

    List<string> Values(string dimension, string message) =>
        [
            .. Rows(message)
                .Where(row => ((string)row["dimension"]!).StartsWith(dimension, StringComparison.Ordinal))
                .Select(row => $"{row["dimension"]}={row["value"]}")
                .Order(StringComparer.Ordinal),
        ];

    List<JsonNode> Rows(params string[] messages) =>
        [
            .. Texts(
                    LiveSessions
                        .OfNewEvents(Goals.Embedded, _properties)
                        .Apply(KafkaRows.Of(spark.Session, "t", messages))
                        .Select(Expr("to_json(struct(*))"))
                )
                .Select(text => JsonNode.Parse(text)!),
        ];

    static IEnumerable<string> Names(DataFrame frame) => frame.Schema().Fields.Select(field => field.Name);

    static List<string> Texts(DataFrame frame) => [.. frame.Collect().Select(row => row.GetAs<string>(0))];
}
