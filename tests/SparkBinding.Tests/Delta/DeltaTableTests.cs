using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;
using SparkBinding.Tests.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace SparkBinding.Tests.Delta;

public sealed class DeltaTableTests(SparkJvm jvm)
{
    static readonly SparkSession _spark = TestSession.Spark;

    [Fact]
    public void A_table_is_written_merged_and_changed_and_its_history_is_read()
    {
        var path = jvm.NewFolder();
        Write(TestSession.Rows("id INT, name STRING", [1, "a"], [2, "b"], [3, "c"]), path, """{"ends":{}}""");
        var table = DeltaTable.ForPath(_spark, path);
        Assert.True(DeltaTable.IsDeltaTable(path));
        Assert.False(DeltaTable.IsDeltaTable(_spark, jvm.NewFolder()));

        var changes = TestSession.Rows("id INT, name STRING", [2, "B"], [3, null], [4, "d"], [5, "e"]).As("s");
        table
            .As("t")
            .Merge(changes, "t.id = s.id")
            .WhenMatched("s.name IS NULL")
            .Delete()
            .WhenMatched()
            .Update(new() { ["name"] = Concat(Col("s.name"), Lit("!")) })
            .WhenNotMatched(Col("s.id") == 4)
            .InsertExpr(new() { ["id"] = "s.id", ["name"] = "s.name" })
            .WhenNotMatched()
            .InsertAll()
            .Execute();
        Assert.Equal(["1 a", "2 B!", "4 d", "5 e"], table.ToDF().OrderBy("id").Texts());

        table.Delete("id = 4");
        table.Delete(Col("id") == 5);
        table.UpdateExpr("id = 1", new() { ["name"] = "upper(name)" });
        table.Update(Col("id") == 2, new() { ["name"] = Lit("two") });
        Assert.Equal(["1 A", "2 two"], table.ToDF().OrderBy("id").Texts());

        Assert.Equal(
            ["5 UPDATE", "4 UPDATE", "3 DELETE", "2 DELETE", "1 MERGE", "0 WRITE"],
            table.History().Select("version", "operation").Texts()
        );
        Assert.Equal("5", Assert.Single(table.History(1).Select("version").Texts()));
        Assert.Equal("""{"ends":{}}""", table.History().Filter("version = 0").Select("userMetadata").Value());
        Assert.Equal(3L, _spark.Read().Format("delta").Option("versionAsOf", 0L).Load(path).Count());
    }

    [Fact]
    public void Vacuum_removes_the_files_that_no_version_needs()
    {
        var path = jvm.NewFolder();
        Write(_spark.Range(3).ToDF(), path, "");
        var table = DeltaTable.ForPath(path);
        table.Delete();
        Assert.NotEmpty(Files(path));
        var session = _spark.NewSession();
        session.Conf().Set("spark.databricks.delta.retentionDurationCheck.enabled", false);
        // The default would start ten thousand tasks to list one folder.
        session.Conf().Set("spark.sql.sources.parallelPartitionDiscovery.parallelism", 2L);

        DeltaTable.ForPath(session, path).Vacuum(0);

        Assert.Empty(Files(path));
        Assert.Equal(0, table.ToDF().Count());
    }

    [Fact]
    public void Parquet_becomes_Delta_in_place()
    {
        var path = jvm.NewFolder() + "/p";
        _spark.Range(4).WithColumn("day", Lit("x")).Write().PartitionBy("day").Parquet(path);

        var table = DeltaTable.ConvertToDelta(_spark, $"parquet.`{path}`", "day STRING");

        Assert.Equal(4, table.ToDF().Count());
    }

    [Fact]
    public void A_stream_writes_a_table()
    {
        var (path, checkpoint) = (jvm.NewFolder(), jvm.NewFolder());
        var query = _spark
            .ReadStream()
            .Format("rate-micro-batch")
            .Option("rowsPerBatch", 5L)
            .Load()
            .WriteStream()
            .Format("delta")
            .OutputMode(Microsoft.Spark.Sql.Streaming.OutputMode.Append)
            .Option("checkpointLocation", checkpoint)
            .Start(path);
        try
        {
            JvmAssert.Eventually(
                () => DeltaTable.IsDeltaTable(path) && DeltaTable.ForPath(path).ToDF().Count() >= 10,
                "two batches are in the table"
            );
        }
        finally
        {
            query.Stop();
        }

        Assert.Equal(0, DeltaTable.ForPath(path).ToDF().Count() % 5);
    }

    static void Write(DataFrame frame, string path, string metadata) =>
        frame.Coalesce(1).Write().Format("delta").Mode(SaveMode.Append).Option("userMetadata", metadata).Save(path);

    static string[] Files(string path) => Directory.GetFiles(path, "*.parquet");
}
