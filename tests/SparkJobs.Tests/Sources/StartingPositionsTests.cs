using Analytics.Hosting;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sources;
using Analytics.Transforms;

namespace SparkJobs.Tests.Sources;

[Trait("Fault", "F17")]
public sealed class StartingPositionsTests
{
    static readonly TopicState _topic = new("t", "id-1", [new PartitionState(0, 10, 50), new PartitionState(1, 0, 5)]);

    static IReadOnlyList<Position> Resolve(IReadOnlyList<Position> held, out IReadOnlyList<string> gaps) =>
        StartingPositions.Resolve("q", held, [_topic], out gaps);

    [Fact]
    public void Begins_at_the_earliest_the_first_time()
    {
        var start = Resolve([], out var gaps);
        Assert.Equal([10, 0], start.Select(position => position.Next));
        Assert.Empty(gaps);
    }

    [Fact]
    public void Continues_at_the_sinks_offsets_and_reads_new_partitions_from_their_first_event()
    {
        var start = Resolve([new("t", 0, "id-1", 42)], out var gaps);
        Assert.Equal([42, 0], start.Select(position => position.Next));
        Assert.Empty(gaps);
    }

    [Fact]
    public void Both_edges_of_what_kafka_holds_are_no_gap()
    {
        Resolve([new("t", 0, "id-1", 10), new("t", 1, "id-1", 5)], out var gaps);
        Assert.Empty(gaps);
    }

    [Fact]
    public void Names_how_many_events_retention_took()
    {
        var start = Resolve([new("t", 0, "id-1", 4)], out var gaps);
        Assert.Contains("6 events are gone from Kafka, offsets 4 to 9", Assert.Single(gaps));
        Assert.Equal(10, start[0].Next);
    }

    [Fact]
    public void Names_a_topic_that_was_created_again_even_when_the_offset_would_fit()
    {
        Resolve([new("t", 0, "id-0", 42)], out var gaps);
        Assert.Contains("created again", Assert.Single(gaps));
    }

    [Fact]
    public void Names_what_the_broker_lost()
    {
        var start = Resolve([new("t", 1, "id-1", 9)], out var gaps);
        Assert.Contains("t-1: Kafka ends at 5", Assert.Single(gaps));
        Assert.Equal(5, start[1].Next);
    }

    [Fact]
    public void Names_a_partition_that_kafka_lacks()
    {
        Resolve([new("t", 7, "id-1", 1)], out var gaps);
        Assert.Contains("no such partition", Assert.Single(gaps));
    }

    [Fact]
    public void Stops_at_a_gap_with_the_way_out_unless_it_is_accepted()
    {
        var stop = Assert.Throws<FatalStopException>(() => StartingPositions.Check("q", ["t-0: gone"], accept: false));
        Assert.Equal(ExitCodes.DataError, stop.ExitCode);
        Assert.Contains("--accept-gap", stop.Message);
        StartingPositions.Check("q", ["t-0: gone"], accept: true);
    }
}
