using Analytics.SparkJobs.Sinks;
using Analytics.Testing;
using SparkJobs.Tests.Jobs;

namespace SparkJobs.Tests.Sinks;

public sealed class LakeMetricsTests(SparkFixture spark)
{
    [Fact]
    public async Task Tell_the_newest_version_with_its_files_and_bytes()
    {
        using var folder = new TestFolder();
        var table = Path.Combine(folder.Path, "measured");
        var warnings = new Warnings();
        var metrics = new LakeMetrics(spark.Session, warnings);
        var began = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

        metrics.Read([table]);
        Assert.DoesNotContain(await ExportedMetrics.LinesAsync(), line => line.Contains("table=\"measured\"", StringComparison.Ordinal));
        foreach (var rows in new[] { 3, 5 })
        {
            spark.Session.Range(rows).Coalesce(1).Write().Format("delta").Mode("append").Save(table);
            metrics.Read([table, Path.Combine(folder.Path, "not-yet")]);
        }

        var files = Directory.GetFiles(table, "*.parquet");
        Assert.Equal(1, await OfAsync("stream_lake_version"));
        Assert.Equal(2, await OfAsync("stream_lake_files"));
        Assert.Equal(files.Sum(file => new FileInfo(file).Length), await OfAsync("stream_lake_bytes"));
        Assert.InRange(await OfAsync("stream_lake_committed_seconds"), began - 1, began + 600);
        Assert.Empty(warnings.All);

        static Task<double> OfAsync(string name) => ExportedMetrics.ValueAsync($"{name}{{table=\"measured\"}}");
    }

    [Fact]
    public void Warn_once_while_a_table_cannot_be_read()
    {
        using var folder = new TestFolder();
        var table = Path.Combine(folder.Path, "broken");
        spark.Session.Range(3).Write().Format("delta").Save(table);
        var warnings = new Warnings();
        var metrics = new LakeMetrics(spark.Session, warnings);

        foreach (var _ in new[] { 1, 2 })
            metrics.Read(["no-scheme:/that/is/known"]);
        metrics.Read([table]);

        Assert.StartsWith("lake.metrics.unread: ", Assert.Single(warnings.All), StringComparison.Ordinal);
    }
}
