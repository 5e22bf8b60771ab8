using System.Text.Json;
using Analytics.Contracts;
using Analytics.SparkGateway;
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
        var offsets = Jvm.Pipeline().Call(scan, "start").Call(scan, "end").Send();
        using var start = (JvmObjectReference)offsets[0]!;
        using var end = (JvmObjectReference)offsets[1]!;
        var json = Jvm.Pipeline().Call(start, "json").Call(end, "json").Send();
        return new BatchRange(Parse((string)json[0]!), Parse((string)json[1]!));
    }

    public static Dictionary<string, Dictionary<string, long>> Parse(string json) =>
        JsonSerializer.Deserialize(json, ContractsJson.Default.DictionaryStringDictionaryStringInt64)!;
}
