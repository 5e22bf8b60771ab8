using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.SparkJobs.Sources;

/// <summary>The Kafka offsets [start, end) of one batch, by topic and partition.</summary>
sealed record BatchRange(Dictionary<string, Dictionary<string, long>> Start, Dictionary<string, Dictionary<string, long>> End)
{
    /// <summary>The number of offsets; partitions that were added while the query ran count from offset 0.</summary>
    public long Count =>
        End.Sum(topic => topic.Value.Sum(end => end.Value - (Start.GetValueOrDefault(topic.Key)?.GetValueOrDefault(end.Key) ?? 0)));

    /// <summary>The start offsets as text; equal offsets give equal texts.</summary>
    public string StartText =>
        string.Join(
            ' ',
            Start.SelectMany(topic => topic.Value.Select(start => $"{topic.Key}-{start.Key}@{start.Value}")).Order(StringComparer.Ordinal)
        );

    /// <summary>The partitions that have offsets in the batch.</summary>
    public IReadOnlyList<OffsetSpan> Spans =>
        [
            .. from topic in End
            from end in topic.Value
            let start = Start.GetValueOrDefault(topic.Key)?.GetValueOrDefault(end.Key) ?? 0
            where end.Value > start
            select new OffsetSpan(topic.Key, int.Parse(end.Key), start, end.Value),
        ];

    /// <summary>True when partitions were added since the last batch: Spark reads them from the first offset that Kafka has.</summary>
    public bool HasNewPartitions =>
        End.Any(topic => topic.Value.Keys.Any(partition => Start.GetValueOrDefault(topic.Key)?.ContainsKey(partition) is not true));

    public static Dictionary<string, Dictionary<string, long>> Parse(string json) =>
        JsonSerializer.Deserialize(json, ContractsJson.Default.DictionaryStringDictionaryStringInt64)!;
}
