using System.Text.Json;
using System.Text.Json.Serialization;
using Analytics.SparkJobs.Sources;
using Analytics.Transforms;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>The metadata of each commit of a batch's rejected rows to <c>rejected</c>.</summary>
/// <param name="Follows">
/// The version of <c>events</c> before the batch, -1 for none: the batch is whole once ends are committed after it.
/// </param>
/// <param name="Start">The batch's first offset by topic and partition.</param>
/// <param name="End">The batch's next offset by topic and partition.</param>
/// <param name="TopicIds">Kafka's id of each topic.</param>
sealed record RejectedAppend(
    long Follows,
    Dictionary<string, Dictionary<string, long>> Start,
    Dictionary<string, Dictionary<string, long>> End,
    Dictionary<string, string> TopicIds
)
{
    /// <summary>An append without rows.</summary>
    public static RejectedAppend None { get; } = new(-1, [], [], []);

    public string ToJson() => JsonSerializer.Serialize(this, RejectedAppendJson.Default.RejectedAppend);

    /// <summary>Returns the newest append that the table's log names.</summary>
    /// <returns>Null when there is no such table, or its log names none.</returns>
    public static RejectedAppend? Newest(SparkSession session, string table) =>
        CommitMetadata.Newest(session, table, "follows") is { } found
            ? JsonSerializer.Deserialize(found.Json, RejectedAppendJson.Default.RejectedAppend)
            : null;

    /// <summary>
    /// The condition that a row is of this append. Rows of a topic whose id is another by now stay: they are not read again.
    /// </summary>
    public string Rows(IReadOnlyDictionary<string, string> topicIds)
    {
        var rows = new BatchRange(Start, End)
            .Spans.Where(span => topicIds.GetValueOrDefault(span.Topic) == TopicIds[span.Topic])
            .Select(span => $"(topic_id = '{TopicIds[span.Topic]}' AND {span.Condition})");
        return string.Join(" OR ", rows.DefaultIfEmpty("false"));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RejectedAppend))]
sealed partial class RejectedAppendJson : JsonSerializerContext;
