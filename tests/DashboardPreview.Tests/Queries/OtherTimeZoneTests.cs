using Analytics.DashboardPreview.Macros;
using Analytics.DashboardPreview.Queries;
using Analytics.Local.Postgres;
using DashboardPreview.Tests.Seed;
using Npgsql;

namespace DashboardPreview.Tests.Queries;

/// <summary>
/// A server of another time zone than UTC, whose clocks change within a range. The queries run in a session of the reader as Grafana opens
/// one: the preview page asks for UTC itself.
/// </summary>
public sealed class OtherTimeZoneTests(SeededWarehouse warehouse)
{
    static readonly DateTimeOffset _first = new(2025, 10, 20, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Days_are_UTC_days()
    {
        var seeded = await warehouse.ReadyAsync();
        await using var database = await warehouse.CreateWarehouseAsync();
        await using (var admin = await database.OpenAsync(Role.Admin, TestContext.Current.CancellationToken))
        {
            await using NpgsqlCommand insert = new(
                """
                INSERT INTO warehouse.session_spans (grain, begins_at, source, sessions, bounces, page_views, events, conversions,
                    visitor_count, new_visitors, visitors, durations, duration_sessions)
                SELECT 'day', timestamptz '2025-10-20 00:00Z' + number * interval '24 hours', 'web', 1, 0, 100 + number, 1, 0, 1, 1, '{}',
                    '{}', '{}'
                FROM generate_series(0, 16) AS number;
                INSERT INTO warehouse.dimension_counts_minute (bucket, source, dimension, value, currency, events, page_views, revenue)
                SELECT timestamptz '2025-10-20 00:30Z' + number * interval '24 hours', 'ios', 'page', '/', '', 1, 1, 0
                FROM generate_series(0, 16) AS number;
                DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = %L', current_database(), 'Europe/Warsaw'); END $$
                """,
                admin
            );
            await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await using ShownDashboard content = new(seeded with { Database = database }, "content.json");
        await using var reader = await database.OpenAsync(Role.Reader, TestContext.Current.CancellationToken);

        var views = await AskAsync(content, reader, "Page views over time", [], "time", "views");
        var pages = await AskAsync(content, reader, "Pages", ["ios"], "page", "views");

        Assert.Equal(Enumerable.Range(0, 17).Select(day => ((object)_first.AddDays(day).UtcDateTime, 100m + day)), views);
        Assert.Equal([("/", 17m)], pages);
    }

    static async Task<List<(object Key, decimal Figure)>> AskAsync(
        ShownDashboard shown,
        NpgsqlConnection reader,
        string title,
        string[] sources,
        string key,
        string figure
    )
    {
        var to = _first.AddDays(17);
        var panel = shown.Dashboard.Panels.Single(panel => panel.Title == title);
        var window = TimeWindow.Of(_first, to, panel.MaxDataPoints, panel.MinInterval);
        var sql = PanelQueries.Expand(panel.Targets[0], await shown.PickAsync(_first, to, sources), window).Text;
        await using NpgsqlCommand command = new(sql, reader);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<(object, decimal)> read = [];
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            read.Add((rows[key], Convert.ToDecimal(rows[figure], null)));

        return read;
    }
}
