using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sinks.Distributed;
using Analytics.SparkJobs.Sinks.Lean;
using Analytics.SparkJobs.Sources;
using Analytics.Transforms;
using Microsoft.Spark.Sql;

namespace SparkJobs.Tests.Sinks;

/// <summary>Evaluates each batch in every way, and keeps where the groups differ.</summary>
sealed class ComparedSink(string query, JobContext context) : ISink
{
    readonly SparkJobRowSerializer _task = new(query);
    readonly InThreadRowSerializer _thread = new(query, new SparkJobRowSerializer(query), int.MaxValue, context.Log);
    readonly ExecutorRowSerializer _executors = new(query, context.Log);
    long _offsets;

    /// <summary>The number of offsets so far.</summary>
    public long Offsets => Interlocked.Read(ref _offsets);

    /// <summary>The groups of each batch, as JSON.</summary>
    public ConcurrentQueue<JsonNode> Groups { get; } = new();

    public ConcurrentQueue<string> Differences { get; } = new();

    public IReadOnlyList<Position> Positions() => [];

    public void AcceptGap(IReadOnlyList<Position> start) { }

    public void Write(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        var task = Of(_task, batch, transform);
        foreach (var serializer in new IRowSerializer[] { _thread, _executors })
        {
            var other = Of(serializer, batch, transform);
            if (!task.Select(Text).SequenceEqual(other.Select(Text)))
                Differences.Enqueue($"{serializer.GetType().Name} {batch.Range.Count}: {other.Count} groups, not {task.Count}");
        }

        task.ForEach(Groups.Enqueue);
        Interlocked.Add(ref _offsets, batch.Range.Count);
    }

    public void Try(Batch batch, Func<DataFrame, DataFrame> transform) => throw new NotSupportedException();

    public void Dispose() { }

    // A Spark job gives arrays of one object.
    static List<JsonNode> Of(IRowSerializer serializer, Batch batch, Func<DataFrame, DataFrame> transform) =>
        [
            .. JsonNode
                .Parse(serializer.Serialize(batch, transform).Invoke<string>("toString"))!
                .AsArray()
                .Select(row => row is JsonArray single ? single[0]! : row!)
                .OrderBy(Text, StringComparer.Ordinal),
        ];

    static string Text(JsonNode node) => node.ToJsonString();
}
