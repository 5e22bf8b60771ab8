using System.Text.Json;
using Analytics.Contracts;

namespace Analytics.SparkJobs.Sources;

/// <summary>The Kafka offsets of one batch, [start, end), per topic and partition.</summary>
sealed record BatchRange(Dictionary<string, Dictionary<string, long>> Start, Dictionary<string, Dictionary<string, long>> End)
{
    /// <summary>The number of offsets; partitions that appeared while the query ran begin at their first.</summary>
    public long Count =>
        End.Sum(topic => topic.Value.Sum(end => end.Value - (Start.GetValueOrDefault(topic.Key)?.GetValueOrDefault(end.Key) ?? 0)));

    /// <summary>The first offsets, the same text for the same offsets.</summary>
    public string StartText =>
        string.Join(
            ' ',
            Start.SelectMany(topic => topic.Value.Select(start => $"{topic.Key}-{start.Key}@{start.Value}")).Order(StringComparer.Ordinal)
        );

    public static Dictionary<string, Dictionary<string, long>> Parse(string json) =>
        JsonSerializer.Deserialize(json, ContractsJson.Default.DictionaryStringDictionaryStringInt64)!;
}
