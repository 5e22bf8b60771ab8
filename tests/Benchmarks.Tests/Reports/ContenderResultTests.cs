using Analytics.Benchmarks.Measuring;
using Analytics.Benchmarks.Reports;

namespace Analytics.Benchmarks.Tests.Reports;

public sealed class ContenderResultTests
{
    [Theory]
    [InlineData(new[] { 3.0 }, 3.0)]
    [InlineData(new[] { 9.0, 1.0, 5.0 }, 5.0)]
    [InlineData(new[] { 4.0, 1.0, 2.0, 9.0 }, 3.0)]
    public void Takes_the_median_over_its_windows(double[] values, double median) =>
        Assert.Equal(median, Result(values).Median(CommitsPerSecond));

    [Fact]
    public void Has_no_median_without_a_window() => Assert.Null(Result().Median(CommitsPerSecond));

    static double? CommitsPerSecond(RunFigures run) => run.CommitsPerSecond;

    static ContenderResult Result(params double[] values) =>
        Sample.Result("one", null, [.. values.Select(value => Sample.Run() with { CommitsPerSecond = value })]);
}
