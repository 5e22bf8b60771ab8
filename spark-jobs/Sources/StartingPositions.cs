using Analytics.Hosting;
using Analytics.SparkJobs.Settings;
using Analytics.Transforms;

namespace Analytics.SparkJobs.Sources;

/// <summary>Resolves a query's starting positions from its sink's positions and Kafka's offsets. It reports every gap.</summary>
static class StartingPositions
{
    /// <summary>Returns one position for each partition that Kafka has.</summary>
    /// <param name="held">The positions in the sink's commits; empty before the first commit.</param>
    /// <param name="gaps">A sentence for each gap in Kafka; the position is then the nearest that Kafka has.</param>
    public static IReadOnlyList<Position> Resolve(
        string query,
        IReadOnlyList<Position> held,
        IReadOnlyList<TopicState> topics,
        out IReadOnlyList<string> gaps
    )
    {
        var found = new List<string>();
        var byPlace = held.ToDictionary(position => (position.Topic, position.Partition));
        var start = topics
            .SelectMany(topic =>
                topic.Partitions.Select(partition =>
                {
                    byPlace.Remove((topic.Name, partition.Partition), out var known);
                    return new Position(topic.Name, partition.Partition, topic.Id, Next(topic, partition, known, found));
                })
            )
            .ToList();
        found.AddRange(
            byPlace.Values.Select(gone =>
                $"{gone.Topic}-{gone.Partition}: {query} has read it up to {gone.Next}, and Kafka has no such partition"
            )
        );
        gaps = found;
        return start;
    }

    static long Next(TopicState topic, PartitionState partition, Position? known, List<string> gaps)
    {
        var place = $"{topic.Name}-{partition.Partition}";
        if (known is null)
            return partition.Earliest;

        if (known.TopicId != topic.Id)
        {
            gaps.Add(
                $"{place}: the topic was created again (it was {known.TopicId}, it is {topic.Id}); offsets of the old one mean nothing"
            );
            return partition.Earliest;
        }

        if (known.Next < partition.Earliest)
        {
            gaps.Add(
                $"{place}: {partition.Earliest - known.Next} events are gone from Kafka, offsets {known.Next} to {partition.Earliest - 1}"
            );
            return partition.Earliest;
        }

        if (known.Next > partition.Latest)
        {
            gaps.Add(
                $"{place}: Kafka ends at {partition.Latest}, {known.Next - partition.Latest} before {known.Next}, which was "
                    + "already taken in: the broker has lost data"
            );
            return partition.Latest;
        }

        return known.Next;
    }

    /// <summary>Throws a <see cref="FatalStopException"/> that names every gap and the remedy, unless the operator accepts gaps.</summary>
    public static void Check(string query, IReadOnlyList<string> gaps, bool accept)
    {
        if (gaps.Count > 0 && !accept)
        {
            throw new FatalStopException(
                ExitCodes.DataError,
                $"""
                {query} does not start, because it could not count every event:
                  {string.Join("\n  ", gaps)}
                What to do: to go on without them, start with --accept-gap. Those that the lake has are added by reprocess:
                ./spark-submit.sh batch reprocess.
                """
            );
        }
    }
}
