using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Spark.Sql;

namespace Analytics.Transforms;

/// <summary>
/// The lake's offsets: written to the metadata of each commit of <c>events</c>, read from the newest commit that has them.
/// </summary>
/// <param name="Ends">The next offset by topic and partition.</param>
/// <param name="TopicIds">Kafka's id of each topic.</param>
public sealed record LakeEnds(Dictionary<string, Dictionary<string, long>> Ends, Dictionary<string, string> TopicIds)
{
    /// <summary>The archive that has committed them; null in a lake whose archive holds a lock.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Archive { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, LakeJson.Default.LakeEnds);

    public IReadOnlyList<Position> Positions =>
        [
            .. Ends.SelectMany(topic =>
                topic.Value.Select(end => new Position(topic.Key, int.Parse(end.Key), TopicIds[topic.Key], end.Value))
            ),
        ];

    /// <summary>Returns the newest ends in the table's log.</summary>
    /// <returns>Null when there is no such table, or its log has none.</returns>
    public static LakeEnds? Newest(SparkSession session, string table) => NewestCommit(session, table)?.Ends;

    /// <summary>Returns the newest ends in the table's log, with the version of their commit.</summary>
    /// <param name="session">The session.</param>
    /// <param name="table">The table's path.</param>
    /// <param name="after">The version after which commits are searched.</param>
    /// <returns>Null when there is no such table, or its log has none.</returns>
    public static (long Version, LakeEnds Ends)? NewestCommit(SparkSession session, string table, long after = -1) =>
        CommitMetadata.Newest(session, table, "ends", after) is { } found
            ? (found.Version, JsonSerializer.Deserialize(found.Json, LakeJson.Default.LakeEnds)!)
            : null;

    /// <summary>
    /// The condition that a row lies at or beyond these ends, in columns topic, topic_id, partition and "offset": of a topic of that very
    /// id. A row of a topic or partition that has no end does not, nor one without an id: it may be of an older topic of the name.
    /// </summary>
    public string Beyond()
    {
        var beyond = Ends.SelectMany(topic =>
            topic.Value.Select(end =>
                $"(topic = '{topic.Key}' AND topic_id = '{TopicIds[topic.Key]}' AND partition = {end.Key} AND offset >= {end.Value})"
            )
        );
        return string.Join(" OR ", beyond.DefaultIfEmpty("false"));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LakeEnds))]
sealed partial class LakeJson : JsonSerializerContext;
