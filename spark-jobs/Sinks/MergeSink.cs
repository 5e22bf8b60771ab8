using System.Text.Json;
using Analytics.Contracts;
using Analytics.SparkJobs.Sources;
using Analytics.Transforms;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>Writes aggregated rows to the warehouse: the sums, the batch's row and the ledger in one transaction.</summary>
sealed class MergeSink(string query, JdbcConnection connection, Ledger ledger, IRowSerializer rows, KafkaCluster kafka, TimeProvider clock)
    : ISink
{
    public IReadOnlyList<Position> Positions() => ledger.Positions(query);

    public void AcceptGap(IReadOnlyList<Position> start) => ledger.Reset(query, start);

    public void Write(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        using var text = rows.Serialize(batch, transform);
        var json = JsonSerializer.Serialize(Describe(batch), ContractsJson.Default.MergeBatch);
        var began = clock.GetTimestamp();
        connection.Merge(text, json);
        MergeMetrics.Merged(query, clock.GetElapsedTime(began));
    }

    public void Try(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        using var text = rows.Serialize(batch, transform);
        connection.TryMerge(text, JsonSerializer.Serialize(Describe(batch), ContractsJson.Default.MergeBatch));
    }

    MergeBatch Describe(Batch batch) =>
        new(
            query,
            batch.Id,
            batch.StartedAt,
            clock.GetElapsedTime(batch.Began).TotalMilliseconds,
            batch.Range.End.ToDictionary(topic => topic.Key, topic => RangeOf(batch, topic.Key))
        );

    TopicRange RangeOf(Batch batch, string topic)
    {
        var start = batch.Range.Start.GetValueOrDefault(topic) ?? [];
        var end = batch.Range.End[topic];
        var isNew = batch.Id == 0 || end.Count > start.Count; // The ledger creates a missing row only at Kafka's earliest offset.
        var earliest = isNew ? Earliest(topic) : null;
        foreach (var partition in end.Keys.Except(start.Keys).ToList())
            start[partition] = earliest![partition];

        return new TopicRange(batch.TopicIds[topic], start, end, earliest);
    }

    Dictionary<string, long> Earliest(string topic) =>
        kafka.DescribeAsync([topic]).GetAwaiter().GetResult()[0].Partitions.ToDictionary(p => $"{p.Partition}", p => p.Earliest);

    public void Dispose() => connection.Dispose();
}
