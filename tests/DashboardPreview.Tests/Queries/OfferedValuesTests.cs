using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Macros;
using Analytics.DashboardPreview.Queries;
using Analytics.Local.Postgres;
using DashboardPreview.Tests.Seed;
using Npgsql;

namespace DashboardPreview.Tests.Queries;

/// <summary>Grafana replaces a picked value that is no longer offered, so a range without events of a source still offers it.</summary>
public sealed class OfferedValuesTests(SeededWarehouse warehouse)
{
    [Theory]
    [InlineData("overview.json")]
    [InlineData("acquisition.json")]
    [InlineData("content.json")]
    [InlineData("audience.json")]
    [InlineData("revenue.json")]
    [InlineData("live-traffic.json")]
    [InlineData("retention-and-funnels.json")]
    public async Task A_range_without_events_offers_the_same_values(string file)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, file);

        var month = await OfferedAsync(shown, seeded.EndsAt.AddDays(-30), seeded.EndsAt);
        var hour = await OfferedAsync(shown, seeded.EndsAt.AddDays(-200), seeded.EndsAt.AddDays(-200).AddHours(1));

        Assert.Equal(["ios", "o'hara", "web"], month["source"]);
        Assert.Equal(month, hour);
    }

    [Theory]
    [InlineData("", "EUR", "USD", "JPY")]
    [InlineData("ios", "JPY")]
    [InlineData("web", "EUR", "USD")]
    public async Task Currencies_are_those_of_the_picked_sources(string source, params string[] currencies)
    {
        var seeded = await warehouse.ReadyAsync();
        await using var database = await warehouse.CreateWarehouseAsync();
        await using (var admin = await database.OpenAsync(Role.Admin, TestContext.Current.CancellationToken))
        {
            await using NpgsqlCommand insert = new(
                """
                INSERT INTO warehouse.session_revenue (dimension, grain, begins_at, source, value, currency, sessions, revenue)
                SELECT '', 'day', date_trunc('day', now(), 'UTC') - interval '2400 hours', source, '', currency, sessions, 1
                FROM (VALUES ('web', 'EUR', 9), ('ios', 'JPY', 2)) AS paid (source, currency, sessions);
                INSERT INTO warehouse.live_sessions (source, session_id, user_key, started_at, last_at, events, page_views, conversions,
                    actions, first_order, is_bot, revenue)
                SELECT 'web', 's' || number, 'v', at, at, 1, 1, 0, 0, '', false, '{"USD": 1}'
                FROM generate_series(1, 3) AS number CROSS JOIN (SELECT now() - interval '3 hours' AS at) AS early;
                """,
                admin
            );
            await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await using ShownDashboard shown = new(seeded with { Database = database }, "revenue.json");

        var offered = await OfferedAsync(shown, seeded.EndsAt.AddMinutes(-5), seeded.EndsAt, source.Length == 0 ? [] : [source]);

        Assert.Equal(currencies, offered["currency"]);
    }

    static async Task<Dictionary<string, IReadOnlyList<string>>> OfferedAsync(
        ShownDashboard shown,
        DateTimeOffset from,
        DateTimeOffset to,
        params string[] sources
    )
    {
        VariableOptions options = new(shown.Warehouse, TimeProvider.System);
        var window = TimeWindow.Of(from, to, 100, TimeSpan.FromSeconds(1));
        var picked = await shown.PickAsync(from, to, sources);
        Dictionary<string, IReadOnlyList<string>> offered = [];
        foreach (var variable in shown.Dashboard.Variables.Where(one => one.Kind == VariableKind.Query))
            offered[variable.Name] = await options.OfAsync(variable, picked, "", window, TestContext.Current.CancellationToken);
        return offered;
    }
}
