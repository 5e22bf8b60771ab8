using Analytics.Warehouse;

namespace Warehouse.Tests;

/// <summary>A migration adds up the days that an earlier version left without sums.</summary>
public sealed class SummedDaysTests(WarehouseServer server)
{
    [Fact]
    public void Days_that_were_computed_before_there_were_sums_get_them()
    {
        using var database = server.CreateOwn();
        using var admin = database.Open();
        admin.Execute(
            """
            INSERT INTO warehouse.sessions (day, source, session_id, user_key, started_at, last_at, events, page_views, conversions,
                is_bounce, is_bot, revenue)
            SELECT day, source, 's' || i, 'v' || i, at, at, 1, 1, 0, true, source = 'bots', '{"EUR": 2}'
            FROM unnest(ARRAY[current_date - 3, current_date - 2]) AS day
            CROSS JOIN unnest(ARRAY['blog', 'bots', 'shop']) AS source CROSS JOIN generate_series(1, 3) AS i
            CROSS JOIN LATERAL (SELECT (day + interval '12 hours') AT TIME ZONE 'UTC' AS at) AS began;
            INSERT INTO warehouse.session_days (day, source, replaced_at) VALUES (current_date - 3, 'shop', '2026-01-01');
            SELECT warehouse.roll_up_sessions(current_date - 3, 'shop');
            UPDATE warehouse.session_spans SET sessions = 7;
            """
        );

        WarehouseSchema.Migrate(database.Admin, new() { Passwords = server.Passwords });

        Assert.Equal(
            ["3|blog|3", "2|blog|3", "3|shop|7", "2|shop|3"],
            admin.Rows(
                """
                SELECT current_date - (begins_at AT TIME ZONE 'UTC')::date, source, sessions
                FROM warehouse.session_spans WHERE grain = 'day' ORDER BY source, begins_at
                """
            )
        );
        Assert.Equal(
            ["blog|2|12.0000|2", "shop|2|12.0000|2"],
            admin.Rows(
                """
                SELECT source, count(DISTINCT day), sum(revenue),
                    (SELECT count(*) FROM warehouse.session_values AS v WHERE v.source = d.source AND dimension = 'channel')
                FROM warehouse.session_days AS d JOIN warehouse.session_revenue AS r USING (source)
                WHERE r.dimension = '' AND grain = 'day' AND begins_at = d.day::timestamp AT TIME ZONE 'UTC'
                GROUP BY 1 ORDER BY 1
                """
            )
        );
    }

    [Fact]
    public void Days_that_were_added_up_without_visitors_are_added_up_again()
    {
        using var database = server.CreateOwn();
        using var admin = database.Open();
        admin.Execute(
            """
            INSERT INTO warehouse.sessions (day, source, session_id, user_key, started_at, last_at, events, page_views, conversions,
                is_bounce, is_bot, channel, revenue)
            SELECT day, 'shop', 's' || i, 'v' || i % 2, at, at, 1, 1, 0, true, false, 'mail', '{}'
            FROM unnest(ARRAY[current_date - 3, current_date - 2]) AS day CROSS JOIN generate_series(1, 5) AS i
            CROSS JOIN LATERAL (SELECT (day + interval '12 hours') AT TIME ZONE 'UTC' AS at) AS began;
            SELECT warehouse.roll_up_sessions(current_date - days, 'shop') FROM unnest(ARRAY[2, 3]) AS days;
            UPDATE warehouse.session_values SET visitors = NULL WHERE day = current_date - 3;
            INSERT INTO warehouse.session_values (dimension, day, source, value, sessions, bounces, page_views, conversions, seconds)
            VALUES ('channel', current_date - 90, 'shop', 'mail', 8, 0, 8, 0, 1)
            """
        );

        WarehouseSchema.Migrate(database.Admin, new() { Passwords = server.Passwords });

        Assert.Equal(
            ["90|8|null", "3|5|2", "2|5|2"],
            admin.Rows("SELECT current_date - day, sessions, visitors FROM reporting.session_values WHERE value = 'mail' ORDER BY day")
        );
    }
}
