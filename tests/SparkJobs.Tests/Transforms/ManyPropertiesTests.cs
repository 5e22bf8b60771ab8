using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace SparkJobs.Tests.Transforms;

public sealed class ManyPropertiesTests(SparkFixture spark)
{
    [Fact]
    public void No_line_of_an_order_is_lost_with_many_properties()
    {
        const int sources = 36,
            lines = 100;
        var properties = Enumerable.Range(0, sources).SelectMany(source => Enumerable.Range(0, 5).Select(name => $"s{source}:p{name}"));
        var order = string.Join(",", Enumerable.Range(0, lines).Select(line => $$"""{"name":"line {{line}}","price":1}"""));
        var topics = new Topics();
        var rows = KafkaRows.Of(
            spark.Session,
            topics.Events,
            KafkaRows.Event(
                $$""","source":"s35","properties":{"p4":"last","products":[{{order}}]},"session_id":"s" """,
                name: "Order Completed"
            )
        );
        var lake = new LakeRows(topics, new Dictionary<string, string>());
        var counted = PropertyDimensions.Parse(string.Join(",", properties));

        var streamed = Lines(LiveSessions.OfNewEvents(Goals.Embedded, counted).Apply(rows));
        var products = Enumerable.Range(0, lines).Select(line => $"s35|product|line {line}|1").Order(StringComparer.Ordinal);
        Assert.Equal([.. products, "s35|property:p4|last|1"], streamed);
        Assert.Equal(
            streamed,
            Lines(new DimensionCounts(Goals.Embedded, counted).Apply(lake.Events(lake.Kept(ClassifyEvents.ForLake().Apply(rows)))))
        );
    }

    static List<string> Lines(DataFrame rows) =>
        [
            .. rows.Where("dimension IN ('product', 'property:p4')")
                .Select(Expr("concat_ws('|', source, dimension, value, events)"))
                .Collect()
                .Select(row => row.GetAs<string>(0))
                .Order(StringComparer.Ordinal),
        ];
}
