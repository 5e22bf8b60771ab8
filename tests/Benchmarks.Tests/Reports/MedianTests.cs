using Analytics.Benchmarks.Reports;

namespace Analytics.Benchmarks.Tests.Reports;

public sealed class MedianTests
{
    [Fact]
    public void Is_the_middle_value_and_ignores_nulls()
    {
        Assert.Equal(2, Median.Of([3, null, 1, 2]));
        Assert.Equal(1.5, Median.Of([2, 1]));
        Assert.Null(Median.Of([null]));
    }
}
