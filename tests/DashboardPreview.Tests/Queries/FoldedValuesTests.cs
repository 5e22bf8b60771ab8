using Analytics.Local.Postgres;
using DashboardPreview.Tests.Seed;
using Npgsql;

namespace DashboardPreview.Tests.Queries;

/// <summary>The panel of <c>trust.json</c> about values beyond a dimension's limit adds up the rows that count as (other).</summary>
public sealed class FoldedValuesTests(SeededWarehouse warehouse)
{
    [Fact]
    public async Task Values_that_count_as_other_by_source_and_dimension()
    {
        var seeded = await warehouse.ReadyAsync();
        await using var database = await warehouse.CreateWarehouseAsync();
        await using ShownDashboard shown = new(seeded with { Database = database }, ShownDashboard.Trust);
        await using (var admin = await database.OpenAsync(Role.Admin, TestContext.Current.CancellationToken))
        {
            await using NpgsqlCommand insert = new(
                """
                INSERT INTO warehouse.event_counts_minute (bucket, source, name, country, device, currency, events, revenue)
                SELECT now() - interval '2 hours', source, 'n', '', '', '', 9, 0 FROM unnest(ARRAY['web', 'ios']) AS source;
                INSERT INTO warehouse.dimension_counts_minute (bucket, source, dimension, value, currency, events, page_views, revenue)
                VALUES (now() - interval '2 hours', 'web', 'page', '(other)', '', 3, 3, 0),
                    (now() - interval '1 hour', 'web', 'page', '(other)', '', 4, 4, 0),
                    (now() - interval '1 hour', 'web', 'page', '/', '', 8, 8, 0),
                    (now() - interval '1 hour', 'ios', 'property:plan', '(other)', 'EUR', 9, 0, 2.5),
                    (now() - interval '30 hours', 'web', 'page', '(other)', '', 100, 100, 0);
                """,
                admin
            );
            await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var now = TimeProvider.System.GetUtcNow();
        var frame = await shown.AskAsync("Counted as (other), by dimension", now.AddDays(-1), now);

        Assert.Equal(["ios", "web"], frame.Texts("source"));
        Assert.Equal(["property:plan", "page"], frame.Texts("dimension"));
        Assert.Equal([9, 7], frame.Numbers("events"));
        Assert.Equal(["web"], (await shown.AskAsync("Counted as (other), by dimension", now.AddDays(-1), now, ["web"])).Texts("source"));
    }
}
