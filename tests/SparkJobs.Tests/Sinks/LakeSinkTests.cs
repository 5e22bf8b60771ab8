using Analytics.SparkJobs.Sinks;
using Analytics.Testing;

namespace SparkJobs.Tests.Sinks;

public sealed class LakeSinkTests(SparkFixture spark)
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(100_000, 1)]
    [InlineData(100_001, 2)]
    [InlineData(300_000, 3)]
    public void Files_are_large_whatever_the_number_of_partitions(long rows, int files) => Assert.Equal(files, LakeSink.FilesOf(rows));

    [Fact]
    public void Rows_that_were_tried_are_removed_from_the_lakes_file_system()
    {
        using var folder = new TestFolder();
        var tried = Path.Combine(folder.Path, "events-tried");
        spark.Session.Range(3).Write().Format("parquet").Save(tried);

        LakeSink.Remove(spark.Session, new Uri(tried).AbsoluteUri);
        LakeSink.Remove(spark.Session, new Uri(tried).AbsoluteUri);

        Assert.False(Path.Exists(tried));
    }
}
