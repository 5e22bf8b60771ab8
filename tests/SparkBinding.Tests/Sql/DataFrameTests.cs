using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;
using Over = Microsoft.Spark.Sql.Expressions.Window;

namespace SparkBinding.Tests.Sql;

public sealed class DataFrameTests
{
    static readonly DataFrame _sales = TestSession.Rows(
        "country STRING, name STRING, n INT",
        ["DE", "a", 1],
        ["DE", "b", 2],
        ["FR", "a", 3],
        ["FR", "a", 4],
        [null, "c", 5]
    );

    [Fact]
    public void Columns_are_chosen_added_renamed_and_dropped()
    {
        var frame = _sales
            .Select(Col("country"), Col("n"))
            .WithColumn("twice", Col("n") * 2)
            .WithColumnRenamed("n", "once")
            .Drop("country");

        Assert.Equal(["once", "twice"], frame.Columns());
        Assert.Equal(["1 2", "2 4"], frame.Filter(frame["once"] < 3).OrderBy("once").Texts());
        Assert.Equal(["x"], _sales.Select("n").ToDF("x").Columns());
        Assert.Equal([Tuple.Create("country", "string"), Tuple.Create("name", "string"), Tuple.Create("n", "int")], _sales.DTypes());
        Assert.Equal(["10"], _sales.SelectExpr("n * 10 AS t").Where("t = 10").Texts());
        Assert.Equal("""{"country":"DE","name":"a","n":1}""", _sales.Limit(1).ToJSON().Value());
    }

    [Fact]
    public void Groups_are_aggregated()
    {
        var grouped = _sales
            .GroupBy("country")
            .Agg(
                Count("*").As("rows"),
                Sum("n").As("sum"),
                Min("n"),
                Max("n"),
                Avg("n"),
                CountDistinct("name"),
                ApproxCountDistinct("name")
            );

        Assert.Equal(["null 1 5 5 5 5 1 1", "DE 2 3 1 2 1.5 2 2", "FR 2 7 3 4 3.5 1 1"], grouped.OrderBy("country").Texts());
        Assert.Equal(["a 3", "b 1", "c 1"], _sales.GroupBy(Col("name")).Count().OrderBy("name").Texts());
        Assert.Equal(["15"], _sales.Agg(Sum(Col("n"))).Texts());
        Assert.Equal(
            ["a 1 7", "b 2 null", "c null null"],
            _sales.GroupBy("name").Pivot("country", ["DE", "FR"]).Sum("n").OrderBy("name").Texts()
        );
        Assert.Equal(6, _sales.Rollup("country").Count().Count() + _sales.Cube("n").Count().Count() - _sales.Select("n").Count() + 1);
        Assert.Equal(
            [3, 5],
            _sales.Select(PercentileApprox(Col("n"), Functions.Array(Lit(0.5), Lit(1.0)), Lit(100))).First().GetAs<int[]>(0)
        );
    }

    [Fact]
    public void Frames_are_joined()
    {
        var names = TestSession.Rows("country STRING, full STRING", ["DE", "Germany"], ["ES", "Spain"]);

        Assert.Equal(["DE a 1 Germany", "DE b 2 Germany"], _sales.Join(names, "country").OrderBy("n").Texts());
        Assert.Equal(5, _sales.Join(names, ["country"], "left").Count());
        Assert.Equal(3, _sales.Join(names, ["country"], "left_anti").Count());
        Assert.Equal(2, _sales.As("s").Join(Broadcast(names).As("n"), Col("s.country") == Col("n.country")).Count());
        Assert.Equal(10, _sales.CrossJoin(names).Count());
    }

    [Fact]
    public void Frames_are_united_and_made_distinct()
    {
        var twice = _sales.Union(_sales);

        Assert.Equal((10, 5), (twice.Count(), twice.Distinct().Count()));
        Assert.Equal(3, twice.DropDuplicates("name").Count());
        Assert.Equal(5, twice.DropDuplicates("country", "name", "n").Count());
        Assert.Equal(
            ["x 1 a", "1 null a"],
            _sales
                .Select("n", "name")
                .Limit(1)
                .Select(Lit("x").As("c"), Col("n"), Col("name"))
                .UnionByName(_sales.Limit(1).Select("name", "n"), true)
                .SelectExpr("coalesce(c, string(n))", "if(c is null, null, n)", "name")
                .Texts()
        );
        Assert.Equal(4, _sales.Except(_sales.Limit(1)).Count());
    }

    [Fact]
    public void Windows_number_and_look_back()
    {
        var window = Over.PartitionBy("country").OrderBy(Col("n").Asc());
        var frame = _sales
            .Filter("country IS NOT NULL")
            .Select(
                Col("n"),
                RowNumber().Over(window),
                Lag("n", 1, 0).Over(window),
                Sum("n").Over(window.RowsBetween(Over.UnboundedPreceding, Over.CurrentRow))
            );

        Assert.Equal(["1 1 0 1", "2 2 1 3", "3 1 0 3", "4 2 3 7"], frame.OrderBy("n").Texts());
    }

    [Fact]
    public void Time_is_cut_into_windows() =>
        Assert.Equal(
            ["2026-01-01 00:00:00 2", "2026-01-01 00:01:00 1"],
            TestSession
                .Spark.Sql(
                    "SELECT timestamp(c) AS at FROM VALUES ('2026-01-01 00:00:01'), ('2026-01-01 00:00:59'), ('2026-01-01 "
                        + "00:01:00') AS t(c)"
                )
                .GroupBy(Functions.Window(Col("at"), "1 minute"))
                .Count()
                .SelectExpr("string(window.start) AS s", "count")
                .OrderBy("s")
                .Texts()
        );

    [Fact]
    public void Partitions_and_caches_are_set()
    {
        Assert.Equal(
            ["0", "1", "2"],
            TestSession.Spark.Range(300).Repartition(3).Select(SparkPartitionId().As("p")).Distinct().OrderBy("p").Texts()
        );
        Assert.Equal(["0"], _sales.Repartition(3, Col("n")).Coalesce(1).Select(SparkPartitionId()).Distinct().Texts());
        var cached = TestSession.Spark.Range(3).Persist(StorageLevel.MEMORY_ONLY);
        Assert.Equal((true, false), (cached.StorageLevel().UseMemory, cached.StorageLevel().UseDisk));
        Assert.Equal(StorageLevel.NONE, cached.Unpersist(true).StorageLevel());
        Assert.Equal(
            [3L, 7L],
            TestSession.Spark.Range(10).RandomSplit([0.3, 0.7], 5).Select(part => part.Count()).Order().Select(n => n <= 5 ? 3L : 7L)
        );
    }

    [Fact]
    public void A_frame_reports_whether_it_is_empty_streaming_or_equal()
    {
        Assert.Equal((false, false, true), (_sales.IsEmpty(), _sales.IsStreaming(), _sales.Filter("n > 9").IsEmpty()));
        Assert.True(_sales.SameSemantics(_sales.Alias("x")));
        Assert.False(_sales.SameSemantics(_sales.Limit(1)));
        Assert.Equal(_sales.SemanticHash(), _sales.Alias("x").SemanticHash());
        Assert.NotEqual(_sales.SemanticHash(), _sales.Limit(1).SemanticHash());
        _sales.CreateOrReplaceTempView("sales");
        Assert.Equal(5L, TestSession.Spark.Sql("SELECT count(*) FROM sales").Value());
        Assert.Equal(5, TestSession.Spark.Table("sales").Count());
        Assert.True(TestSession.Spark.Catalog.TableExists("sales"));
        Assert.True(TestSession.Spark.Catalog.DropTempView("sales"));
    }

    [Fact]
    public void Nulls_are_dropped_or_filled()
    {
        Assert.Equal(4, _sales.Na().Drop().Count());
        Assert.Equal(["?"], _sales.Na().Fill("?").Filter("n = 5").Select("country").Texts());
        Assert.Equal([3.0], _sales.Stat().ApproxQuantile("n", [0.5], 0));
    }
}
