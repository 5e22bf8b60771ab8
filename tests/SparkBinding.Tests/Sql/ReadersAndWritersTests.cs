using Microsoft.Spark;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace SparkBinding.Tests.Sql;

public sealed class ReadersAndWritersTests(SparkJvm jvm)
{
    static readonly SparkSession _spark = TestSession.Spark;

    [Fact]
    public void Files_come_back_as_they_were_written()
    {
        var folder = jvm.NewFolder();
        var frame = TestSession.Rows("a INT, at TIMESTAMP", [1, new Timestamp(2026, 1, 1, 0, 0, 0, 5000)], [2, null]);
        frame.Write().Mode(SaveMode.Overwrite).PartitionBy("a").Parquet(folder + "/parquet");
        frame.Write().Format("json").Mode("overwrite").Save(folder + "/json");
        frame.Write().Option("header", true).Option("nullValue", "-").Csv(folder + "/csv");

        Assert.Equal(2, _spark.Read().Parquet(folder + "/parquet").Count());
        Assert.Equal(frame.OrderBy("a").Collect(), _spark.Read().Schema(frame.Schema()).Json(folder + "/json").OrderBy("a").Collect());
        Assert.Equal(
            ["1", "2"],
            _spark
                .Read()
                .Schema("a INT, at TIMESTAMP")
                .Options(new() { ["header"] = "true", ["nullValue"] = "-" })
                .Csv(folder + "/csv")
                .OrderBy("a")
                .Select("a")
                .Texts()
        );
        Assert.Equal(4, _spark.Read().Format("json").Load(folder + "/json", folder + "/json").Count());
    }

    [Fact]
    public void Saving_over_data_is_an_error_unless_said()
    {
        var path = jvm.NewFolder() + "/t";
        _spark.Range(1).Write().Parquet(path);

        var thrown = JvmException.Of(Assert.ThrowsAny<Exception>(() => _spark.Range(1).Write().Parquet(path)));

        Assert.Contains("already exists", thrown!.Message, StringComparison.Ordinal);
        _spark.Range(1).Write().Mode(SaveMode.Append).Parquet(path);
        Assert.Equal(2, _spark.Read().Parquet(path).Count());
    }

    [Fact]
    public void A_database_that_is_not_there_is_named_by_its_driver()
    {
        var properties = new Dictionary<string, string>
        {
            ["driver"] = "org.postgresql.Driver",
            ["user"] = "nobody",
            ["connectTimeout"] = "1",
        };
        const string url = "jdbc:postgresql://127.0.0.1:1/none";

        Assert.Contains("refused", Message(() => _spark.Read().Jdbc(url, "t", properties)), StringComparison.Ordinal);
        Assert.Contains("refused", Message(() => _spark.Read().Jdbc(url, "t", "id", 0, 10, 2, properties)), StringComparison.Ordinal);
        Assert.Contains("refused", Message(() => _spark.Read().Jdbc(url, "t", ["id < 5"], properties)), StringComparison.Ordinal);
        Assert.Contains(
            "refused",
            Message(() => _spark.Range(1).Write().Mode(SaveMode.Append).Jdbc(url, "t", properties)),
            StringComparison.Ordinal
        );

        static string Message(Action action) => JvmException.Of(Assert.ThrowsAny<Exception>(action))!.Message;
    }
}
