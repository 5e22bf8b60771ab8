using Analytics.BatchJobs.Gold;
using BatchJobs.Tests.Reports;
using Microsoft.Spark.Sql;

namespace BatchJobs.Tests.Gold;

[Collection(SparkCollection.Reports)]
public sealed class DayWindowTests(SparkCollection spark)
{
    [Fact]
    public void A_window_with_duplicates_has_the_columns_of_the_lake_in_their_order()
    {
        var day = new DateOnly(2026, 5, 2);
        var once = new ReportFrames(spark.Session, new Traffic(seed: 5, day, days: 1).Visits()).Events;
        var events = once.Union(once.Limit(20))
            .WithColumn("topic", Functions.Lit("t"))
            .WithColumn("topic_id", Functions.Lit("id"))
            .WithColumn("partition", Functions.Lit(0))
            .WithColumn("offset", Functions.MonotonicallyIncreasingId())
            .WithColumn("received_date", Functions.Expr("to_date(received_at)"));

        using var window = new DayWindow(events, day, source: null);

        Assert.NotNull(window.Duplicates);
        Assert.Equal(events.Columns(), window.Events.Columns());
    }
}
