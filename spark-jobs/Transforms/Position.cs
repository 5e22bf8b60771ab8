namespace Analytics.Transforms;

/// <summary>The position in one partition: the next offset to read.</summary>
/// <param name="TopicId">Kafka's id of the topic that the offset belongs to.</param>
public sealed record Position(string Topic, int Partition, string TopicId, long Next)
{
    /// <summary>
    /// The condition that a row of the lake lies before the positions, in columns topic, topic_id, partition and "offset". Rows of an older
    /// topic of the same name do; a row of a topic or partition without a position does not.
    /// </summary>
    public static string Before(IEnumerable<Position> positions) =>
        string.Join(" OR ", positions.GroupBy(position => position.Topic).Select(Before).DefaultIfEmpty("false"));

    static string Before(IGrouping<string, Position> topic)
    {
        var id = topic.First().TopicId;
        var parts = topic.Select(position => $"(partition = {position.Partition} AND offset < {position.Next})");
        return $"(topic = '{topic.Key}' AND (coalesce(topic_id, '{id}') <> '{id}' OR {string.Join(" OR ", parts)}))";
    }
}
