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

    public static Dictionary<string, Dictionary<string, long>> Parse(string json) =>
        JsonSerializer.Deserialize(json, ContractsJson.Default.DictionaryStringDictionaryStringInt64)!;
}
