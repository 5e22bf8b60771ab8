using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// The lake's offsets: written to the metadata of each commit of <c>events</c>, read from the newest commit that has them.
/// </summary>
/// <param name="Ends">The next offset by topic and partition.</param>
/// <param name="TopicIds">Kafka's id of each topic.</param>
public sealed record LakeEnds(Dictionary<string, Dictionary<string, long>> Ends, Dictionary<string, string> TopicIds)
{
    // A search reads a file per commit, and a log has 2,700: nearly always one of the newest commits has ends.
    const int RecentCommits = 100;
    const int Further = 10;

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
        var log = DeltaTable.ForPath(session, table);
        for (var commits = RecentCommits; ; commits *= Further)
        {
            var history = log.History(commits);
            if (Newest(history) is { } metadata)
                return JsonSerializer.Deserialize(metadata, LakeJson.Default.LakeEnds);
            if (commits > int.MaxValue / Further || history.Count() < commits)
                return null;
        }
    }

    static string? Newest(DataFrame history) =>
        history
            .Where("userMetadata LIKE '{\"ends\":%'")
            .OrderBy(Col("version").Desc())
            .Limit(1)
            .Select("userMetadata")
            .Collect()
            .Select(row => row.GetAs<string>(0))
            .FirstOrDefault();

    /// <summary>
    /// The condition that a row lies at or beyond these ends, in columns topic, topic_id, partition and "offset": of a topic of that very
    /// id, where the row names one. A row of a topic or partition that has no end does not.
    /// </summary>
    public string Beyond()
    {
        var beyond = Ends.SelectMany(topic =>
            topic.Value.Select(end =>
                $"(topic = '{topic.Key}' AND coalesce(topic_id, '{TopicIds[topic.Key]}') = '{TopicIds[topic.Key]}'"
                + $" AND partition = {end.Key} AND offset >= {end.Value})"
            )
        );
        return string.Join(" OR ", beyond.DefaultIfEmpty("false"));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LakeEnds))]
sealed partial class LakeJson : JsonSerializerContext;
