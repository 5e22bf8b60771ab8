using Analytics.Benchmarks.Measuring;
using Analytics.Local.Figures;

namespace Analytics.Benchmarks.Tests.Measuring;

public sealed class SpreadTests
{
    [Fact]
    public void Takes_percentiles_by_the_nearest_rank() =>
        Assert.Equal(
            new Spread(50, 90, 99, 100),
            Spread.Of(share => Percentile.Of(Enumerable.Range(1, 100).Reverse().Select(value => (double)value), share))
        );

    [Fact]
    public void Is_always_a_value_that_was_seen() => Assert.Equal(new Spread(1, 2, 2, 2), Spread.Of(share => Percentile.Of([2, 1], share)));

    [Fact]
    public void Is_empty_when_nothing_was_seen() =>
        Assert.Equal(new Spread(null, null, null, null), Spread.Of(share => Percentile.Of([], share)));
}
