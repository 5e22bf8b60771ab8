using Analytics.SparkJobs.Sinks;

namespace SparkJobs.Tests.Sinks;

public sealed class LakeSinkTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(100_000, 1)]
    [InlineData(100_001, 2)]
    [InlineData(300_000, 3)]
    public void Files_are_large_whatever_the_number_of_partitions(long rows, int files) => Assert.Equal(files, LakeSink.FilesOf(rows));
}
