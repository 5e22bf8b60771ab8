namespace Warehouse.Tests.Functions;

public sealed partial class RollUpSessionsTests(WarehouseServer server) : StagedSessions(server)
{
    const string Figures = "sessions, bounces, page_views, conversions";

    [Fact]
    public void A_replaced_day_moves_from_the_stream_to_its_sums()
    {
        Live("shop", "1", "2026-03-10 23:59:59Z");
        Live("shop", "2", "2026-03-11 00:00:00Z");
        Assert.Equal(["f|1", "f|2"], Seen());

        Stage("shop", "1", "a", "2026-03-10 23:59:59Z");
        Stage("shop", "3", "b", "2026-03-10 22:00:00Z");
        Stage("blog", "1", "a", "2026-03-10 22:10:00Z");
        Stage("blog", "bot", "c", "2026-03-10 22:10:00Z", isBot: true);
        Replace("2026-03-10");

        Assert.Equal(["f|2", "t|1", "t|1", "t|3"], Seen());
        string[] sums =
        [
            "day|2026-03-10 00|blog|1|1|1|0|1",
            "day|2026-03-10 00|shop|2|2|2|0|2",
            "hour|2026-03-10 22|blog|1|1|1|0|1",
            "hour|2026-03-10 22|shop|1|1|1|0|1",
            "hour|2026-03-10 23|shop|1|1|1|0|1",
        ];
        Assert.Equal(sums, Spans());
        Replace("2026-03-10");
        Assert.Equal(sums, Spans());

        Admin.Execute("DELETE FROM staging.sessions");
        Replace("2026-03-10", "'shop'");
        Assert.Equal(["day|2026-03-10 00|blog|1|1|1|0|1", "hour|2026-03-10 22|blog|1|1|1|0|1"], Spans());
        Assert.Equal(["blog"], Admin.Rows("SELECT DISTINCT source FROM reporting.session_values"));
    }

    [Fact]
    public void Sums_of_every_dimension_equal_the_sessions_as_the_view_shows_them()
    {
        // 700 pages: 500 keep their names.
        Admin.Execute(
            """
            INSERT INTO staging.sessions (run_id, day, source, session_id, user_key, started_at, last_at, events, page_views, conversions,
                is_bounce, is_bot, entry_path, channel, country, utm_term, revenue)
            SELECT 'run', '2026-03-10', CASE WHEN i % 3 = 0 THEN 'blog' ELSE 'shop' END, 's' || i, 'v' || i % 900,
                timestamptz '2026-03-10 00:00Z' + i * interval '40 seconds', timestamptz '2026-03-10 00:00Z' + i * interval '41 seconds',
                2, 1 + i % 4, i % 5 / 4, i % 2 = 0, i % 50 = 0, '/' || i % 700,
                CASE i % 4 WHEN 0 THEN '' WHEN 1 THEN 'direct' ELSE 'mail' END,
                CASE WHEN i % 7 > 0 THEN 'C' || i % 7 END, CASE WHEN i % 9 = 0 THEN '' WHEN i % 11 = 0 THEN '<script>' END,
                CASE WHEN i % 6 = 0 THEN '{"USD": 1.25, "EUR": 2}' ELSE '{}' END
            FROM generate_series(1, 2000) AS i
            """
        );
        Replace("2026-03-10");

        var dimensions = Admin.Rows("SELECT DISTINCT dimension FROM reporting.session_values WHERE dimension <> 'landing'");
        Assert.Equal(17, dimensions.Count);
        foreach (var dimension in dimensions.Where(one => one != "entry_page"))
        {
            Assert.Equal(
                Admin.Rows(
                    $"""
                    SELECT source, {dimension}, count(*), count(*) FILTER (WHERE is_bounce), sum(page_views),
                        count(*) FILTER (WHERE conversions > 0), count(DISTINCT visitor),
                        round(sum(seconds)) FROM reporting.sessions GROUP BY 1, 2 ORDER BY 1, 2
                    """
                ),
                Admin.Rows(
                    $"SELECT source, value, {Figures}, visitors, round(seconds) FROM reporting.session_values "
                        + $"WHERE dimension = '{dimension}' ORDER BY 1, 2"
                )
            );
            Assert.Equal(
                Admin.Rows(
                    $"""
                    SELECT source, {dimension}, p.key, count(*), sum(p.value::numeric(28, 4))
                    FROM reporting.sessions CROSS JOIN jsonb_each_text(revenue) AS p GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                    """
                ),
                Admin.Rows(
                    "SELECT source, value, currency, sessions, revenue FROM reporting.session_revenue WHERE dimension = "
                        + $"'{dimension}' ORDER BY 1, 2, 3"
                )
            );
        }
        Assert.Equal(
            501L,
            Admin.Value<long>("SELECT count(*) FROM reporting.session_values WHERE dimension = 'entry_page' AND source = 'shop'")
        );
        Assert.Equal(
            Admin.Rows("SELECT count(*), sum(page_views) FROM reporting.sessions"),
            Admin.Rows("SELECT sum(sessions), sum(page_views) FROM reporting.session_values WHERE dimension = 'entry_page'")
        );
    }

    [Fact]
    public void Durations_keep_within_a_step_of_5_percent()
    {
        Stage("shop", "1", "a", "2026-03-10 12:00:00Z", "2026-03-10 12:00:00.9Z");
        Stage("shop", "2", "a", "2026-03-10 12:00:00Z", "2026-03-10 12:10:00Z");
        Replace("2026-03-10");

        Assert.Equal(
            ["0|1", "601.8|1"],
            Admin
                .Rows(
                    "SELECT round(s::numeric, 1), n FROM reporting.session_spans CROSS JOIN unnest(durations, duration_sessions) AS "
                        + "step(s, n) WHERE grain = 'day'"
                )
                .Select(row => row.Replace("0.0|", "0|", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void A_visitor_is_new_in_a_span_in_which_no_session_began()
    {
        Admin.Execute(
            """
            INSERT INTO warehouse.live_visitors (first_at, source, user_key)
            VALUES ('2026-03-10 12:30Z', 'shop', 'a'), ('2026-03-10 13:00Z', 'shop', 'b'), ('2026-03-10 14:00Z', 'blog', 'a')
            """
        );
        Stage("shop", "1", "a", "2026-03-10 12:00:00Z");
        Replace("2026-03-10");

        Assert.Equal(
            ["day|blog|0|1", "day|shop|1|2", "hour|blog|0|1", "hour|shop|1|1", "hour|shop|0|1"],
            Admin.Rows("SELECT grain, source, sessions, new_visitors FROM reporting.session_spans ORDER BY grain, source, begins_at")
        );
    }

    [Fact]
    public void A_day_whose_minutes_of_dimensions_are_gone_keeps_the_sums_that_were_made_of_them()
    {
        Admin.Execute(
            """
            INSERT INTO warehouse.dimension_counts_day (dimension, day, source, value, currency, events, page_views, revenue)
            SELECT 'page', (kept_from AT TIME ZONE 'UTC')::date - days, 'shop', '/', '', 7, 7, 0
            FROM warehouse.kept_since('dimension_counts_minute') AS kept_from CROSS JOIN generate_series(0, 1) AS days
            """
        );

        Admin.Execute(
            """
            SELECT warehouse.roll_up_sessions((kept_from AT TIME ZONE 'UTC')::date - days, NULL)
            FROM warehouse.kept_since('dimension_counts_minute') AS kept_from CROSS JOIN generate_series(0, 1) AS days
            """
        );

        Assert.Equal(
            ["1|7"],
            Admin.Rows(
                """
                SELECT (warehouse.kept_since('dimension_counts_minute') AT TIME ZONE 'UTC')::date - day, events
                FROM warehouse.dimension_counts_day
                """
            )
        );
    }

    [Fact]
    public void Live_sessions_of_a_replaced_day_go_when_they_had_no_event_for_two_days()
    {
        Live("shop", "old", "2026-03-10 12:00:00Z");
        Live("shop", "of a day that is not replaced", "2026-03-11 12:00:00Z");
        Live("shop", "goes on", "2026-03-10 12:00:00Z");
        Admin.Execute("UPDATE warehouse.live_sessions SET last_at = now() WHERE session_id = 'goes on'");
        Stage("shop", "old", "a", "2026-03-10 12:00:00Z");
        Replace("2026-03-10");

        Assert.Equal(1L, Admin.Value<long>("SELECT warehouse.expire_live_sessions()"));

        Assert.Equal(["goes on", "of a day that is not replaced"], Admin.Rows("SELECT session_id FROM warehouse.live_sessions ORDER BY 1"));
    }

    List<string> Seen() =>
        Admin.Rows(
            "SELECT left(is_closed::text, 1), session_id FROM (SELECT is_closed, split_part(entry_page, '/', 2) AS session_id FROM "
                + "reporting.sessions) AS seen ORDER BY 1, 2"
        );

    List<string> Spans() =>
        Admin.Rows(
            $"SELECT grain, to_char(begins_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24'), source, {Figures}, visitor_count FROM "
                + "reporting.session_spans ORDER BY 1, 2, 3"
        );
}
