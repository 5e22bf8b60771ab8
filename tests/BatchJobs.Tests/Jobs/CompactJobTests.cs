using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Sources;
using Analytics.Contracts;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Waiting;
using Microsoft.Spark.Sql;

namespace BatchJobs.Tests.Jobs;

[Collection(SparkCollection.Name)]
public sealed class CompactJobTests(TestEnvironment environment) : IDisposable
{
    const int Files = 3;
    const int RowsPerFile = 10;

    readonly TestFolder _folder = new();

    string Lake => Path.Combine(_folder.Path, "lake");

    [Fact]
    public async Task Closed_days_become_one_file_and_every_row_stays()
    {
        await Today.WithLeftAsync(TimeSpan.FromMinutes(10));
        await using var warehouse = await environment.CreateWarehouseAsync();
        var lake = new LakeFolder(Lake);
        var table = lake.Events;
        Append(table, "date_sub(current_date(), 2)");
        Append(table, "current_date()");

        Assert.Equal(0, await CompactAsync(new(lake, null, DryRun: true)));
        Assert.Equal((2 * Files, 2 * Files * RowsPerFile), Count(table));

        Assert.Equal(0, await CompactAsync(new(lake, warehouse.ConnectionString(Role.Batch), DryRun: false)));
        Assert.Equal((1 + Files, 2 * Files * RowsPerFile), Count(table));
        // Hadoop's checksums cost a commit half of its processes.
        Assert.Empty(Directory.EnumerateFiles(Lake, ".*.crc", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Wrong_use_exits_with_64() =>
        Assert.Equal(64, await BatchCommand.RunAsync(["compact", "--lake", Lake, "--retention-days", "1"], [CompactJob.Command()]));

    static Task<int> CompactAsync(RunSettings settings) =>
        BatchRun.ExecuteAsync("compact", settings, RunIdentity.New(), run =>
            CompactJob.RunAsync(run, TimeSpan.FromDays(7), TimeSpan.Zero, TestContext.Current.CancellationToken)
        );

    // Each commit adds one file, as in the archive.
    static void Append(string table, string date)
    {
        var session = LakeSession.Create("tests");
        for (var file = 0; file < Files; file++)
        {
            session
                .Range(RowsPerFile)
                .WithColumn("received_date", Functions.Expr(date))
                .Coalesce(1)
                .Write()
                .Format("delta")
                .Mode("append")
                .PartitionBy("received_date")
                .Save(table);
        }
    }

    static (long Files, long Rows) Count(string table)
    {
        var rows = LakeSession.Create("tests").Read().Format("delta").Load(table);
        return (rows.SelectExpr("input_file_name()").Distinct().Count(), rows.Count());
    }

    public void Dispose() => _folder.Dispose();
}
