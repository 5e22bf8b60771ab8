using System.Text.Json;
using Analytics.Contracts;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkJobs.Sources;

/// <summary>The Kafka offsets of one batch, [start, end), per topic and partition.</summary>
sealed record BatchRange(Dictionary<string, Dictionary<string, long>> Start, Dictionary<string, Dictionary<string, long>> End)
{
    /// <summary>The number of offsets; partitions that appeared while the query ran begin at their first.</summary>
    public long Count => End.Sum(topic => topic.Value.Sum(end => end.Value - (Start.GetValueOrDefault(topic.Key)?.GetValueOrDefault(end.Key) ?? 0)));

    /// <summary>Read from the scan of the running batch: it is there before the batch's handler is called, whatever becomes of Spark's own logs.</summary>
    /// <param name="scan">The batch's <c>MicroBatchScanExec</c>.</param>
    public static BatchRange Of(JvmObjectReference scan)
    {
        using var start = scan.Invoke<JvmObjectReference>("start");
        using var end = scan.Invoke<JvmObjectReference>("end");
        return new BatchRange(Parse(start.Invoke<string>("json")), Parse(end.Invoke<string>("json")));
    }

    public static Dictionary<string, Dictionary<string, long>> Parse(string json) =>
        JsonSerializer.Deserialize(json, ContractsJson.Default.DictionaryStringDictionaryStringInt64)!;
}
