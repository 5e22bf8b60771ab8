using Analytics.Hosting;
using Analytics.Local.Postgres;
using Analytics.Testing.Postgres;
using Npgsql;

namespace BatchJobs.Tests.Jobs;

/// <content>The texts by which the warehouse adds up, and which contain the person's ids.</content>
public sealed partial class EraseJobTests
{
    const string Page = $"/users/{User}/orders";

    /// <summary>The sums of each table per day; a table that has none counts its rows.</summary>
    static readonly string[] _sums =
    [
        "SELECT bucket::date, dimension, source, sum(events), sum(page_views), sum(revenue) FROM warehouse.dimension_counts_minute",
        "SELECT day, dimension, source, sum(events), sum(page_views), sum(revenue) FROM warehouse.dimension_counts_day",
        "SELECT day, dimension, source, sum(sessions), sum(bounces), sum(page_views), sum(conversions), sum(seconds) "
            + "FROM warehouse.session_values",
        "SELECT begins_at, dimension, source, currency, sum(sessions), sum(revenue) FROM warehouse.session_revenue",
        "SELECT bucket, country, source, sum(events), sum(revenue), min(oldest_received_at), max(newest_received_at) "
            + "FROM warehouse.event_counts_second",
        "SELECT bucket, country, source, sum(events), sum(revenue), min(oldest_received_at), max(newest_received_at) "
            + "FROM warehouse.event_counts_minute",
        "SELECT bucket, 'late', source, sum(events), max(newest_received_at) FROM warehouse.late_counts_minute",
        "SELECT day, 'paths', source, sum(steps) FROM warehouse.path_steps",
        "SELECT day, 'times', source, sum(views), sum(milliseconds) FROM warehouse.page_times",
        "SELECT day, funnel, source, step, sum(visitors) FROM warehouse.funnel_steps",
        "SELECT day, 'differences', source, sum(live), sum(lake), sum(duplicates), sum(late) FROM warehouse.reprocess_differences",
        "SELECT day, user_key, source, sum(events), sum(page_views) FROM warehouse.sessions WHERE user_key = 'bob-the-other'",
        "SELECT started_at::date, user_key, source, sum(events), count(*) FROM warehouse.live_sessions WHERE user_key = 'bob-the-other'",
    ];

    [Fact]
    public async Task No_key_of_a_sum_names_the_person_afterwards_and_every_sum_is_as_before()
    {
        await using var database = await environment.CreateWarehouseAsync();
        var lake = Streamed();
        await FillTextsAsync(database);
        var before = await SumsAsync(database);

        var (planned, _) = await EraseAsync(lake, database, isDry: true);
        Assert.Equal(ExitCodes.Done, planned);
        Assert.Contains(Page, await database.DumpAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var (exit, receipt) = await EraseAsync(lake, database, vacuum: false);
        Assert.Equal(ExitCodes.Done, exit);
        Assert.Equal(before, await SumsAsync(database));
        var dump = await database.DumpAsync(TestContext.Current.CancellationToken);
        foreach (var id in (string[])[User, Device, User.Replace("-", "%2D", StringComparison.Ordinal)])
            Assert.DoesNotContain(id, dump, StringComparison.OrdinalIgnoreCase);

        Assert.Equal(
            [
                ("warehouse.dimension_values", 4, 4),
                ("warehouse.event_names", 1, 1),
                ("warehouse.dimension_counts_minute", 4, 8),
                ("warehouse.event_counts_second", 1, 1),
                ("warehouse.event_counts_minute", 1, 1),
                ("warehouse.late_counts_minute", 1, 1),
                ("warehouse.live_sessions", 2, 1),
                ("warehouse.sessions", 2, 1),
                ("warehouse.session_values", 3, 3),
                ("warehouse.session_revenue", 1, 1),
                ("warehouse.dimension_counts_day", 2, 2),
                ("warehouse.path_steps", 1, 2),
                ("warehouse.page_times", 1, 1),
                ("warehouse.funnel_steps", 2, 4),
                ("warehouse.reprocess_differences", 1, 1),
                ("lake.visitor_days", 2, 2),
            ],
            Renamed(receipt!)
        );
        Assert.Equal(
            ["/|(erased)|5", "(erased)|/|3"],
            await RowsAsync(database, "SELECT from_path, to_path, steps FROM warehouse.path_steps ORDER BY steps DESC")
        );
        Assert.Equal(
            ["(erased)|/checkout|(erased)"],
            await RowsAsync(database, "SELECT entry_path, exit_path, utm_campaign FROM warehouse.sessions")
        );
        Assert.Equal(
            ["(erased)", "paid\t(erased)"],
            await RowsAsync(database, "SELECT value FROM warehouse.session_values WHERE dimension <> 'utm_campaign' ORDER BY dimension")
        );
        Assert.Equal(
            ["(erased)|1|9|null", "(erased)|2|4|null", "pro|1|1|null"],
            await RowsAsync(database, "SELECT value, step, visitors, median_seconds FROM warehouse.funnel_steps ORDER BY value, step")
        );
    }

    static async Task FillTextsAsync(TestDatabase database)
    {
        await using var owner = await database.OpenAsync(Role.Owner);
        await using var command = new NpgsqlCommand(
            $$"""
            CREATE TEMPORARY TABLE met AS
            SELECT dimension, value, number FROM (VALUES ('page', '{{Page}}', 1), ('property:owner', 'of {{User}}', 2),
                ('search', lower('Order {{User}}'), 3), ('utm_campaign', 'mail-to:{{User.Replace("-", "%2D")}}', 4), ('page', '/', 5),
                ('page', '(erased)', 6)) AS t (dimension, value, number);
            INSERT INTO warehouse.dimension_values (seen_on, source, dimension, value)
            SELECT current_date, 'web', dimension, value FROM met;
            INSERT INTO warehouse.dimension_counts_minute (bucket, source, dimension, value, currency, events, page_views, revenue)
            SELECT minute, 'web', dimension, value, 'EUR', number, number * 2, number * 1.5
            FROM met CROSS JOIN (VALUES (TIMESTAMPTZ '{{Monday}} 23:59Z'), (TIMESTAMPTZ '{{Tuesday}} 12:00Z')) AS t (minute);
            INSERT INTO warehouse.dimension_counts_day (day, source, dimension, value, currency, events, page_views, revenue)
            SELECT '{{Monday}}', 'web', dimension, value, '', number, number, 0 FROM met WHERE dimension IN ('page', 'search');
            INSERT INTO warehouse.event_names (source, name, seen_on)
            VALUES ('web', 'opened {{User}}', current_date), ('web', 'click', current_date);
            INSERT INTO warehouse.event_counts_second (bucket, source, name, country, device, currency, events, revenue, oldest_received_at)
            VALUES (now(), 'web', 'opened {{User}}', '', '', '', 2, 0.5, now()), (now(), 'web', '(erased)', '', '', '', 1, 1, NULL);
            INSERT INTO warehouse.event_counts_minute (bucket, source, name, country, device, currency, events, revenue, newest_received_at)
            VALUES (now(), 'web', 'opened {{User}}', '', '', '', 2, 0.5, now()), (now(), 'web', '(erased)', '', '', '', 1, 1, 'epoch');
            INSERT INTO warehouse.late_counts_minute (bucket, source, name, events) VALUES (now(), 'web', 'opened {{User}}', 2);
            INSERT INTO warehouse.sessions (day, source, session_id, user_key, started_at, last_at, events, page_views, conversions,
                is_bounce, is_bot, entry_path, exit_path, utm_campaign)
            SELECT '{{Monday}}', 'web', 's', 'bob-the-other', now(), now(), 2, 2, 0, false, false, '{{Page}}', '/checkout', value
            FROM met WHERE number = 4;
            INSERT INTO warehouse.live_sessions (source, session_id, user_key, started_at, last_at, events, page_views, actions,
                conversions, is_bot, entry_path, utm_campaign, first_order)
            SELECT source, session_id, user_key, now(), now(), 2, 2, 0, 0, false, entry_path, utm_campaign, '' FROM warehouse.sessions;
            INSERT INTO warehouse.session_values (dimension, day, source, value, sessions, bounces, page_views, conversions, seconds)
            VALUES ('entry_page', '{{Monday}}', 'web', '{{Page}}', 1, 0, 2, 0, 1.5),
                ('entry_page', '{{Monday}}', 'web', '(erased)', 7, 6, 5, 4, 0.25),
                ('landing', '{{Monday}}', 'web', 'paid' || chr(9) || '{{Page}}', 1, 0, 2, 0, 1.5);
            INSERT INTO warehouse.session_values (dimension, day, source, value, sessions, bounces, page_views, conversions, seconds)
            SELECT dimension, '{{Monday}}', 'web', value, 1, 0, 2, 0, 1.5 FROM met WHERE number = 4;
            INSERT INTO warehouse.session_revenue (dimension, grain, begins_at, source, value, currency, sessions, revenue)
            VALUES ('entry_page', 'day', '{{Monday}} 00:00Z', 'web', '{{Page}}', 'EUR', 1, 9.99);
            INSERT INTO warehouse.path_steps (source, day, from_path, to_path, steps)
            VALUES ('web', '{{Monday}}', '/', '{{Page}}', 5), ('web', '{{Monday}}', '{{Page}}', '/', 3);
            INSERT INTO warehouse.page_times (source, day, path, views, milliseconds) VALUES ('web', '{{Monday}}', '{{Page}}', 3, 4000);
            INSERT INTO warehouse.funnel_steps (funnel, day, source, breakdown, value, step, name, visitors, median_seconds)
            VALUES ('buy', '{{Monday}}', 'web', 'plan', '{{User}}', 1, 'see', 5, NULL),
                ('buy', '{{Monday}}', 'web', 'plan', '{{User}}', 2, 'pay', 3, 10),
                ('buy', '{{Monday}}', 'web', 'plan', '{{Device}}', 1, 'see', 4, NULL),
                ('buy', '{{Monday}}', 'web', 'plan', '{{Device}}', 2, 'pay', 1, 20),
                ('buy', '{{Monday}}', 'web', 'plan', 'pro', 1, 'see', 1, NULL);
            INSERT INTO warehouse.reprocess_differences (run_id, day, source, name, live, lake, duplicates, late)
            VALUES ('r', '{{Monday}}', 'web', 'opened {{User}}', 3, 2, 1, 0);
            """,
            owner
        );
        await command.ExecuteNonQueryAsync();
    }

    static async Task<IReadOnlyList<string>> SumsAsync(TestDatabase database)
    {
        var sums = new List<string>();
        foreach (var sql in _sums)
        {
            var groups = sql.Contains("currency, sum", StringComparison.Ordinal) || sql.Contains("step, sum", StringComparison.Ordinal);
            sums.AddRange(
                await RowsAsync(database, $"{sql} GROUP BY 1, 2, 3{(groups ? ", 4" : "")} ORDER BY 1, 2, 3{(groups ? ", 4" : "")}")
            );
        }

        return sums;
    }

    static async Task<List<string>> RowsAsync(TestDatabase database, string sql)
    {
        await using var owner = await database.OpenAsync(Role.Owner);
        await using var command = new NpgsqlCommand(sql, owner) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(
                string.Join(
                    '|',
                    Enumerable.Range(0, reader.FieldCount).Select(field => reader.IsDBNull(field) ? "null" : reader.GetString(field))
                )
            );
        }

        return rows;
    }
}
