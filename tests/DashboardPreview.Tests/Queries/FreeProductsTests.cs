using Analytics.Local.Postgres;
using DashboardPreview.Tests.Seed;
using Npgsql;

namespace DashboardPreview.Tests.Queries;

/// <summary>The panel of <c>revenue.json</c> about products, of which none costs anything.</summary>
public sealed class FreeProductsTests(SeededWarehouse warehouse)
{
    [Fact]
    public async Task Products_without_a_price_have_orders_and_no_share()
    {
        var seeded = await warehouse.ReadyAsync();
        await using var database = await warehouse.CreateWarehouseAsync();
        await using (var admin = await database.OpenAsync(Role.Admin, TestContext.Current.CancellationToken))
        {
            await using NpgsqlCommand insert = new(
                """
                INSERT INTO warehouse.session_revenue (dimension, grain, begins_at, source, value, currency, sessions, revenue)
                VALUES ('', 'day', date_trunc('day', now(), 'UTC') - interval '24 hours', 'web', '', 'EUR', 1, 0);
                INSERT INTO warehouse.dimension_counts_minute (bucket, source, dimension, value, currency, events, page_views, revenue)
                VALUES (now() - interval '1 hour', 'web', 'product', 'sample', 'EUR', 3, 0, 0)
                """,
                admin
            );
            await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await using ShownDashboard revenue = new(seeded with { Database = database }, "revenue.json");
        var now = TimeProvider.System.GetUtcNow();

        var frame = await revenue.AskAsync("Products", now.AddHours(-24), now);

        Assert.Equal(["sample"], frame.Texts("product"));
        Assert.Equal([3d], frame.Numbers("orders"));
        Assert.Equal([null], frame.Numbers("share"));
    }
}
