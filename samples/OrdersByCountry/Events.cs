using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace OrdersByCountry;

/// <summary>The two places where events are, with the same columns.</summary>
public static class Events
{
    // Those members of an event that the job needs; the lake has them all as columns.
    const string Schema =
        "source STRING, channel STRING, event_id STRING, name STRING, occurred_at TIMESTAMP, "
        + "country STRING, currency STRING, revenue DECIMAL(18,4)";

    public static DataFrame OfLake(SparkSession spark, string folder) => spark.Read().Format("delta").Load($"{folder}/events");

    public static DataFrame OfKafka(SparkSession spark, string servers) =>
        spark
            .Read()
            .Format("kafka")
            .Option("kafka.bootstrap.servers", servers)
            .Option("subscribe", "analytics.events")
            .Load()
            .Select(FromJson(Col("value").Cast("string"), Schema).As("event"))
            .Select("event.*");
}
