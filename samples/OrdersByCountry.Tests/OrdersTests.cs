using Xunit;

namespace OrdersByCountry.Tests;

public sealed class OrdersTests(SparkFixture spark)
{
    [Fact]
    public void Orders_of_a_country_are_added_up_by_day_and_currency_and_each_counts_once()
    {
        var events = spark.Session.Sql(
            """
            SELECT * FROM VALUES
                ('web', 'browser', '1', 'Order Completed', TIMESTAMP '2026-01-01 23:59:59', 'DE', 'EUR', 10.5),
                ('web', 'browser', '1', 'Order Completed', TIMESTAMP '2026-01-01 23:59:59', 'DE', 'EUR', 10.5),
                ('web', 'server', '1', 'Order Completed', TIMESTAMP '2026-01-01 23:59:59', 'DE', 'EUR', 2.0),
                ('app', 'server', '1', 'Order Completed', TIMESTAMP '2026-01-01 00:00:00', 'DE', 'EUR', 1.5),
                ('web', NULL, '2', 'Order Completed', TIMESTAMP '2026-01-02 00:00:00', 'DE', 'EUR', 3.0),
                ('web', NULL, '2', 'Order Completed', TIMESTAMP '2026-01-02 00:00:00', 'DE', 'EUR', 3.0),
                ('web', 'browser', '3', 'Product Viewed', TIMESTAMP '2026-01-02 00:00:00', 'DE', NULL, NULL)
            AS events(source, channel, event_id, name, occurred_at, country, currency, revenue)
            """
        );

        var rows = Orders.ByCountry(events).Collect().Select(row => row.ToString());

        Assert.Equal(["[2026-01-01, DE, EUR, 3, 14.0]", "[2026-01-02, DE, EUR, 1, 3.0]"], rows);
    }
}
