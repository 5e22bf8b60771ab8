using Analytics.Local.Postgres;
using DashboardPreview.Tests.Seed;
using Npgsql;

namespace DashboardPreview.Tests.Queries;

/// <summary>Compares the estimate of visitors over many days with a count of them, where days have more than the sums keep.</summary>
public sealed class VisitorEstimateTests(SeededWarehouse warehouse)
{
    [Fact]
    public async Task Visitors_of_a_week_are_within_3_percent()
    {
        var seeded = await warehouse.ReadyAsync();
        await using var database = await warehouse.CreateWarehouseAsync();
        await using (var admin = await database.OpenAsync(Role.Admin, TestContext.Current.CancellationToken))
        {
            // 8 days of 6,000 sessions; of 30,000 visitors some come on several days.
            await using NpgsqlCommand seed = new(
                """
                INSERT INTO warehouse.sessions (day, source, session_id, user_key, started_at, last_at, events, page_views, conversions,
                    is_bounce, is_bot, revenue)
                SELECT current_date - d, 'web', d || '-' || i, 'v' || (i * 7919 + d * 104729) % 30000, started_at, started_at, 1, 1, 0,
                    true, false, '{}'
                FROM generate_series(1, 16) AS d CROSS JOIN generate_series(1, 6000) AS i
                CROSS JOIN LATERAL (
                    SELECT (current_date - d)::timestamp AT TIME ZONE 'UTC' + i * interval '14 seconds' AS started_at) AS at;
                INSERT INTO warehouse.session_days (day, source, replaced_at)
                SELECT current_date - d, 'web', now() FROM generate_series(1, 16) AS d;
                UPDATE warehouse.visitor_seed SET seed = 1; -- The error of an estimate depends on it.
                SELECT warehouse.roll_up_spans(current_date - d, NULL) FROM generate_series(1, 16) AS d;
                ANALYZE
                """,
                admin
            )
            {
                CommandTimeout = 300,
            };
            await seed.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await using ShownDashboard shown = new(seeded with { Database = database }, "overview.json");
        var to = new DateTimeOffset(seeded.MergedAt.UtcDateTime.Date, TimeSpan.Zero);

        var frame = await shown.AskAsync("Visitors", to.AddDays(-8), to);
        var counted = await shown.Warehouse.QueryAsync(
            $"""
            SELECT count(DISTINCT visitor) FILTER (WHERE started_at < '{to.AddDays(-8):O}') AS before,
                count(DISTINCT visitor) FILTER (WHERE started_at >= '{to.AddDays(-8):O}') AS now
            FROM reporting.sessions
            """,
            TestContext.Current.CancellationToken
        );

        var exact = new[] { counted.Numbers("before")[0]!.Value, counted.Numbers("now")[0]!.Value };
        Assert.Equal(2, frame.Rows);
        foreach (var (expected, shownValue) in exact.Zip(frame.Numbers("visitors")))
        {
            Assert.True(expected > 20_000);
            Assert.InRange(shownValue!.Value, expected * 0.97, expected * 1.03);
        }
    }
}
