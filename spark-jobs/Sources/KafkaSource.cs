using System.Text.Json;
using Analytics.Contracts;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sources;

/// <summary>Spark's Kafka source, bare: parsing happens inside the batch, where its plan is prepared once.</summary>
static class KafkaSource
{
    /// <param name="start">One position for each partition; Spark refuses a list that misses one.</param>
    /// <param name="maxOffsets">The most offsets of one batch.</param>
    /// <param name="fetchWait">How long Kafka may hold a fetch of nothing.</param>
    public static DataFrame Read(
        SparkSession session,
        string bootstrapServers,
        IReadOnlyList<Position> start,
        int maxOffsets,
        TimeSpan fetchWait
    ) =>
        session
            .ReadStream()
            .Format("kafka")
            .Option("kafka.bootstrap.servers", bootstrapServers)
            .Option("subscribe", string.Join(',', start.Select(position => position.Topic).Distinct()))
            .Option("startingOffsets", StartingOffsets(start))
            .Option("maxOffsetsPerTrigger", maxOffsets)
            .Option("failOnDataLoss", "true")
            // After each poll Spark asks for offsets on the connection that still holds the long poll: not waiting there saves a third of a
            // batch.
            .Option("kafka.fetch.max.wait.ms", $"{fetchWait.TotalMilliseconds:0}")
            .Option("kafka.max.poll.records", "5000")
            .Load();

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
