using System.Text.Json;
using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sources;

/// <summary>Spark's Kafka source without parsing: the batch parses, by a plan that is prepared once.</summary>
static class KafkaSource
{
    /// <param name="start">One position for each partition; Spark refuses an incomplete list.</param>
    /// <param name="maxOffsets">The most offsets of one batch.</param>
    /// <param name="fetchMaxWait">The time for which Kafka may delay the answer to a fetch when it has no new messages.</param>
    public static DataFrame Read(
        SparkSession session,
        KafkaCluster kafka,
        IReadOnlyList<Position> start,
        int maxOffsets,
        TimeSpan fetchMaxWait
    ) =>
        session
            .ReadStream()
            .Format("kafka")
            .Option("kafka.bootstrap.servers", kafka.BootstrapServers)
            .Options(ClientOptions(kafka))
            .Option("subscribe", string.Join(',', start.Select(position => position.Topic).Distinct()))
            .Option("startingOffsets", StartingOffsets(start))
            .Option("maxOffsetsPerTrigger", maxOffsets)
            .Option("failOnDataLoss", "true")
            // Skips messages of aborted transactions.
            .Option("kafka.isolation.level", "read_committed")
            // After each poll Spark requests offsets on the connection whose long poll is still pending: no wait there saves a third of a
            // batch's time.
            .Option("kafka.fetch.max.wait.ms", $"{fetchMaxWait.TotalMilliseconds:0}")
            // More than one fetch returns, so that polls are few: after each of them Spark requests offsets twice.
            .Option("kafka.max.poll.records", "5000")
            // A poll's messages are held unpacked, by a consumer for each query and partition: packed ones may be fifty times smaller.
            .Option("kafka.max.partition.fetch.bytes", "1048576")
            .Load();

    /// <summary>The options of Spark's source and sink that log in to Kafka.</summary>
    public static Dictionary<string, string> ClientOptions(KafkaCluster kafka) =>
        JavaKafkaClient.Translate(kafka.Client).ToDictionary(setting => $"kafka.{setting.Key}", setting => setting.Value);

    static string StartingOffsets(IReadOnlyList<Position> start) =>
        JsonSerializer.Serialize(
            start
                .GroupBy(position => position.Topic)
                .ToDictionary(
                    topic => topic.Key,
                    topic => topic.ToDictionary(position => $"{position.Partition}", position => position.Next)
                ),
            ContractsJson.Default.DictionaryStringDictionaryStringInt64
        );
}
