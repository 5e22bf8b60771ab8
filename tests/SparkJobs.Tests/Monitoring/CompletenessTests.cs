using Analytics.SparkJobs.Monitoring;
using Confluent.Kafka;

namespace SparkJobs.Tests.Monitoring;

public sealed class CompletenessTests
{
    static readonly DateTimeOffset _noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    static Dictionary<TopicPartition, long> Ends(long first, long second) =>
        new() { [new TopicPartition("t", 0)] = first, [new TopicPartition("t", 1)] = second };

    [Fact]
    public void Is_the_time_of_the_newest_sample_that_was_reached_in_every_partition()
    {
        var completeness = new Completeness();
        completeness.Sample(_noon, Ends(10, 10), Ends(10, 9));
        Assert.Null(completeness.UpTo);
        completeness.Sample(_noon.AddSeconds(1), Ends(20, 10), Ends(12, 10));
        Assert.Equal(_noon, completeness.UpTo);
        completeness.Sample(_noon.AddSeconds(2), Ends(20, 10), Ends(20, 10));
        Assert.Equal(_noon.AddSeconds(2), completeness.UpTo);
    }

    [Fact]
    public void Idle_is_complete_up_to_now()
    {
        var completeness = new Completeness();
        for (var second = 0; second < 5; second++)
            completeness.Sample(_noon.AddSeconds(second), Ends(3, 3), Ends(3, 3));

        Assert.Equal(_noon.AddSeconds(4), completeness.UpTo);
    }

    [Fact]
    public void Is_never_later_than_the_committed_events_with_fewer_samples()
    {
        var completeness = new Completeness();
        for (var second = 0; second < 5_000; second++)
            completeness.Sample(_noon.AddSeconds(second), Ends(second + 1, 0), Ends(0, 0));

        completeness.Sample(_noon.AddSeconds(5_000), Ends(6_000, 0), Ends(4_500, 0));
        Assert.True(completeness.UpTo <= _noon.AddSeconds(4_499), $"{completeness.UpTo}");
    }

    [Fact]
    public void Lag_counts_what_is_not_committed() => Assert.Equal(7, Completeness.Lag(Ends(10, 5), Ends(4, 4)));
}
