using Analytics.Local.Postgres;
using DashboardPreview.Tests.Lint;
using DashboardPreview.Tests.Seed;
using Npgsql;

namespace DashboardPreview.Tests.Queries;

/// <summary>A click on <c>(other)</c> filters by it: every panel then shows the sessions whose values it adds up.</summary>
public sealed class FoldedSessionsTests(SeededWarehouse warehouse)
{
    static readonly string[] _folded = ["city-501", "city-502", "city-503", "city-504", "city-505"];
    static readonly (string, string)[] _other = [("dimension", "city"), ("value", "(other)")];

    // A closed day of 505 cities: 500 have two sessions, which keep their names, and five have one. Neither another source's session of
    // such a city nor one of an open day is in (other).
    const string Sessions = """
        INSERT INTO warehouse.sessions (day, source, session_id, user_key, started_at, last_at, events, page_views, conversions, is_bounce,
            is_bot, channel, city, revenue)
        SELECT begins::date, source, source || number, 'v' || number, begins + interval '1 hour', begins + interval '2 hours', 1, 1, 0,
            false, false, 'direct', 'city-' || to_char((number - 1) % 505 + 1, 'FM000'), '{"EUR": 3}'
        FROM (SELECT date_trunc('day', now() AT TIME ZONE 'UTC') - interval '3 days' AS begins) AS day,
            (SELECT 'web' AS source, number FROM generate_series(1, 1005) AS number UNION ALL SELECT 'ios', 501) AS one;
        INSERT INTO warehouse.session_days (day, source, replaced_at) SELECT DISTINCT day, source, now() FROM warehouse.sessions;
        SELECT warehouse.roll_up_sessions(day, source) FROM warehouse.session_days;
        INSERT INTO warehouse.live_sessions (source, session_id, user_key, started_at, last_at, events, page_views, conversions, actions,
            is_bot, channel, city, revenue, first_order)
        VALUES ('web', 'open', 'v', now(), now(), 1, 1, 0, 0, false, 'direct', 'city-505', '{}', 'open');
        """;

    [Fact]
    public async Task Every_table_shows_the_sessions_of_the_folded_values()
    {
        var seeded = await warehouse.ReadyAsync();
        await using var database = await warehouse.CreateWarehouseAsync();
        await using (var admin = await database.OpenAsync(Role.Admin, TestContext.Current.CancellationToken))
        {
            await using NpgsqlCommand insert = new(Sessions, admin);
            await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var now = TimeProvider.System.GetUtcNow();
        await using ShownDashboard audience = new(seeded with { Database = database }, "audience.json");
        var cities = await audience.AskAsync("Cities", now.AddDays(-5), now);
        Assert.Equal(("(other)", 5d), (cities.Texts("city")[0], cities.Numbers("sessions")[0]));

        var folded = await audience.AskAsync("Cities", now.AddDays(-5), now, [], _other);
        Assert.Equal(_folded, folded.Texts("city"));
        Assert.All(folded.Numbers("sessions"), sessions => Assert.Equal(1, sessions));

        // Of a day, whose tables tell every value apart, it shows the same.
        var day = new DateTimeOffset(now.UtcDateTime.Date.AddDays(-3), TimeSpan.Zero);
        Assert.Equal(_folded, (await audience.AskAsync("Cities", day, day.AddDays(1), [], _other)).Texts("city"));
        Assert.Empty((await audience.AskAsync("Cities", day, day.AddDays(1), ["ios"], _other)).Texts("city"));

        await using ShownDashboard acquisition = new(seeded with { Database = database }, "acquisition.json");
        Assert.Equal([5], (await acquisition.AskAsync("Channels", now.AddDays(-5), now, [], _other)).Numbers("sessions"));
        await using ShownDashboard revenue = new(seeded with { Database = database }, "revenue.json");
        var paid = await revenue.AskAsync("Revenue by channel", now.AddDays(-5), now, [], [.. _other, ("currency", "EUR")]);
        Assert.Equal([15], paid.Numbers("revenue"));
    }

    [Fact]
    public void Every_panel_that_filters_knows_it()
    {
        var filters = GrafanaFiles
            .DashboardNames.Select(row => row.Data)
            .SelectMany(name => GrafanaFiles.Dashboard(name)["panels"]!.AsArray())
            .SelectMany(panel => panel!["targets"]!.AsArray())
            .Select(target => (string?)target!["rawSql"] ?? "")
            .Where(sql => sql.Contains("= ${value:sqlstring}", StringComparison.Ordinal))
            .ToArray();

        Assert.True(filters.Length > 40, $"only {filters.Length} panels filter");
        Assert.All(filters, sql =>
            Assert.Contains("${value:sqlstring} = '(other)' AND is_closed AND NOT EXISTS", sql, StringComparison.Ordinal)
        );
    }
}
