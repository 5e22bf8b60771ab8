using Analytics.Benchmarks.Measuring;

namespace Analytics.Benchmarks.Tests.Measuring;

public sealed class CollectorCountsTests
{
    [Fact]
    public void Adds_a_counter_up_over_its_labels() =>
        Assert.Equal(
            42,
            CollectorCounts.Sum(
                """
                # HELP events_total Events.
                # TYPE events_total counter
                events_total{source="web",dialect="native"} 40
                events_total{source="web",dialect="segment"} 2
                events_total_of_others 7
                """,
                "events_total"
            )
        );

    [Fact]
    public void Is_zero_before_the_first_event() => Assert.Equal(0, CollectorCounts.Sum("# TYPE events_total counter\n", "events_total"));
}
