using Microsoft.Spark;
using Microsoft.Spark.Sql;

namespace SparkBinding.Tests.Sql;

public sealed class SessionTests
{
    static readonly SparkSession _spark = TestSession.Spark;

    [Fact]
    public void Settings_belong_to_their_session()
    {
        var mine = _spark.NewSession();
        mine.Conf().Set("spark.sql.shuffle.partitions", 7L);
        mine.Conf().Set("spark.sql.ansi.enabled", true);

        Assert.Equal(("7", "true"), (mine.Conf().Get("spark.sql.shuffle.partitions"), mine.Conf().Get("spark.sql.ansi.enabled")));
        Assert.Equal("2", _spark.Conf().Get("spark.sql.shuffle.partitions"));
        Assert.Equal("none", _spark.Conf().Get("no.such.key", "none"));
        Assert.True(_spark.Conf().IsModifiable("spark.sql.shuffle.partitions"));
        mine.Conf().Unset("spark.sql.shuffle.partitions");
    }

    [Fact]
    public void Each_thread_has_its_active_session()
    {
        var mine = _spark.NewSession();
        SparkSession.SetActiveSession(mine);
        try
        {
            Assert.Equal(mine.Reference.Invoke("hashCode"), SparkSession.GetActiveSession()!.Reference.Invoke("hashCode"));
        }
        finally
        {
            SparkSession.ClearActiveSession();
        }

        Assert.Null(SparkSession.GetActiveSession());
        Assert.NotNull(SparkSession.GetDefaultSession());
    }

    [Fact]
    public void The_context_describes_the_application()
    {
        var context = _spark.SparkContext;

        Assert.StartsWith("3.5", context.Version(), StringComparison.Ordinal);
        Assert.Equal(_spark.Version(), context.Version());
        Assert.Equal(2, context.DefaultParallelism);
        Assert.False(context.IsStopped());
        Assert.Equal("local[2]", context.GetConf().Get("spark.master", ""));
        Assert.Contains(new KeyValuePair<string, string>("spark.master", "local[2]"), new SparkConf().GetAll());
        Assert.Equal("x", new SparkConf(false).SetAppName("x").Set("a.b", "5").Get("spark.app.name", ""));
    }

    [Fact]
    public void A_range_has_its_bounds_its_step_and_its_partitions()
    {
        Assert.Equal(3, _spark.Range(3).Count());
        Assert.Equal([2L, 4L], _spark.Range(2, 6, 2).Collect().Select(row => row.GetAs<long>(0)));
        Assert.Equal(4, _spark.Range(0, 100, 1, 4).Select(Functions.SparkPartitionId()).Distinct().Count());
    }
}
