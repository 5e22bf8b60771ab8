using System.Text.Json;
using System.Text.Json.Serialization;
using Analytics.SparkJobs.Sources;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// The lake's offsets: written to the metadata of each commit of <c>events</c>, read from the newest commit that has them.
/// </summary>
/// <param name="Ends">The next offset by topic and partition.</param>
/// <param name="TopicIds">Kafka's id of each topic.</param>
sealed record LakeEnds(Dictionary<string, Dictionary<string, long>> Ends, Dictionary<string, string> TopicIds)
{
    public string ToJson() => JsonSerializer.Serialize(this, LakeJson.Default.LakeEnds);

    public IReadOnlyList<Position> Positions =>
        [
            .. Ends.SelectMany(topic =>
                topic.Value.Select(end => new Position(topic.Key, int.Parse(end.Key), TopicIds[topic.Key], end.Value))
            ),
        ];

    /// <summary>Returns the newest ends in the table's log. Commits of maintenance (OPTIMIZE, DELETE, VACUUM) have none.</summary>
    /// <returns>Null when the log has none.</returns>
    public static LakeEnds? Newest(SparkSession session, string table)
    {
        var metadata = DeltaTable
            .ForPath(session, table)
            .History()
            .Where("userMetadata LIKE '{\"ends\":%'")
            .OrderBy(Col("version").Desc())
            .Limit(1)
            .Select("userMetadata")
            .Collect()
            .Select(row => row.GetAs<string>(0))
            .FirstOrDefault();
        return metadata is null ? null : JsonSerializer.Deserialize(metadata, LakeJson.Default.LakeEnds);
    }

    /// <summary>Converts positions to ends.</summary>
    public static LakeEnds Of(IReadOnlyList<Position> positions) =>
        new(
            positions
                .GroupBy(position => position.Topic)
                .ToDictionary(
                    topic => topic.Key,
                    topic => topic.ToDictionary(position => $"{position.Partition}", position => position.Next)
                ),
            positions.GroupBy(position => position.Topic).ToDictionary(topic => topic.Key, topic => topic.First().TopicId)
        );

    /// <summary>
    /// Returns the SQL condition that a row is at or beyond these ends, on the columns topic, topic_id, partition and "offset". It is false
    /// for a row of an earlier topic of the same name and true for a row of a topic or partition without an end.
    /// </summary>
    public string Beyond()
    {
        var below = TopicIds.SelectMany(topic =>
            Ends.GetValueOrDefault(topic.Key, [])
                .Select(end => $"(topic = '{topic.Key}' AND partition = {end.Key} AND offset < {end.Value})")
                .Append($"(topic = '{topic.Key}' AND topic_id <> '{topic.Value}')")
        );
        return $"NOT ({string.Join(" OR ", below.DefaultIfEmpty("false"))})";
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LakeEnds))]
sealed partial class LakeJson : JsonSerializerContext;
