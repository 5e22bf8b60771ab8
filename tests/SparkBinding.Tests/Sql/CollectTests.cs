using Apache.Arrow;
using Microsoft.Spark;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Collecting;

namespace SparkBinding.Tests.Sql;

public sealed class CollectTests
{
    static readonly SparkSession _spark = TestSession.Spark;

    [Fact]
    public void Batches_that_arrive_out_of_order_are_put_in_order()
    {
        var arrived = new[] { "third", "fourth", "first", "second" }.Select(Batch).ToList();
        // Spark ends with the number of batches, then the arrival index of the first batch, of the second, ...
        using var tail = new MemoryStream([0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1]);

        var ordered = ArrowSocket.InOrder(arrived, tail);

        Assert.Equal(["first", "second", "third", "fourth"], ordered.Select(batch => ((StringArray)batch.Column(0)).GetString(0)));

        static RecordBatch Batch(string text) =>
            new RecordBatch.Builder().Append("t", false, new StringArray.Builder().Append(text).Build()).Build();
    }

    [Fact]
    public void Rows_keep_their_order_when_the_first_task_ends_last()
    {
        var slowFirst = _spark
            .Range(0, 40, 1, 4)
            .SelectExpr(
                "id",
                "CASE WHEN id = 0 THEN reflect('java.util.concurrent.locks.LockSupport', 'parkNanos', 700000000L) END AS slow"
            );

        Assert.Equal(Enumerable.Range(0, 40).Select(n => (long)n), slowFirst.Collect().Select(row => row.GetAs<long>("id")));
    }

    [Fact]
    public void A_failed_job_throws_instead_of_giving_no_rows()
    {
        var failing = _spark.Range(0, 100, 1, 4).SelectExpr("IF(id = 99, raise_error('no such luck'), id) AS id");

        var thrown = JvmException.Of(Assert.ThrowsAny<Exception>(() => failing.Collect()));

        Assert.Contains("no such luck", thrown!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_fails_before_its_job_throws_too() =>
        Assert.NotNull(JvmException.Of(Assert.ThrowsAny<Exception>(() => _spark.Sql("SELECT * FROM no_such_table"))));

    [Fact]
    public void Many_rows_come_whole_and_in_order()
    {
        var rows = _spark.Range(0, 200_000, 1, 3).SelectExpr("id", "concat('user-', id % 97) AS user").Collect().ToArray();

        Assert.Equal(200_000, rows.Length);
        Assert.All(rows.Index(), row => Assert.Equal(row.Index, row.Item.GetAs<long>(0)));
    }

    [Fact]
    public void A_few_rows_can_be_taken()
    {
        var ten = _spark.Range(10).OrderBy("id");

        Assert.Equal([0L, 1L], Ids(ten.Take(2)));
        Assert.Equal([0L, 1L, 2L], Ids(ten.Head(3)));
        Assert.Equal([8L, 9L], Ids(ten.Tail(2)));
        Assert.Equal(0L, ten.First()[0]);
        Assert.Equal(10, ten.ToLocalIterator().Count());
        Assert.Throws<InvalidOperationException>(() => ten.Filter("id < 0").First());

        static IEnumerable<long> Ids(IEnumerable<Row> rows) => rows.Select(row => row.GetAs<long>("id"));
    }
}
