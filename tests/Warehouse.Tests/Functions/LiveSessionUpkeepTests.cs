using Analytics.Warehouse;

namespace Warehouse.Tests.Functions;

public sealed class LiveSessionUpkeepTests : FreshDatabase
{
    public LiveSessionUpkeepTests(WarehouseServer server)
        : base(server)
    {
        Admin.Execute("DELETE FROM warehouse.retention");
    }

    [Fact]
    public void Sessions_and_visitors_go_when_their_time_is_over()
    {
        AddSession("shop", "kept", "a", "now() - interval '59 days'");
        AddSession("shop", "old", "a", "now() - interval '62 days'");
        AddSession("blog", "by the rule of its source", "b", "now() - interval '9 days'");
        Admin.Execute(
            """
            SELECT warehouse.set_retention('blog', 'sessions', 7), warehouse.set_retention('blog', 'visitors', 7);
            INSERT INTO warehouse.live_visitors (source, user_key, first_at)
            VALUES ('shop', 'a', now() - interval '399 days'), ('shop', 'old', now() - interval '402 days'),
                ('blog', 'old', now() - interval '9 days');
            INSERT INTO warehouse.active_visitors (source, user_key, last_at)
            VALUES ('shop', 'a', now() - interval '29 minutes'), ('shop', 'b', now() - interval '31 minutes');
            INSERT INTO warehouse.dimension_values (source, dimension, value, seen_on)
            VALUES ('shop', 'page', '/new', current_date), ('shop', 'page', '/old', current_date - 92);
            """
        );

        Assert.Equal(2L, Admin.Value<long>("SELECT warehouse.expire_sessions(true)"));
        using (var batch = Database.Open(Roles.Batch))
        {
            Assert.Equal(
                ["deleted 1 rows|dimension_values", "deleted 2 rows|sessions", "deleted 2 rows|visitors"],
                batch.Rows("SELECT * FROM warehouse.delete_old_rows()")
            );
        }

        Assert.Equal(["kept"], Admin.Rows("SELECT session_id FROM warehouse.live_sessions"));
        Assert.Equal(["shop|a"], Admin.Rows("SELECT source, user_key FROM warehouse.live_visitors"));
        Assert.Equal(["shop|a"], Admin.Rows("SELECT source, user_key FROM warehouse.active_visitors"));
        Assert.Equal(["/new"], Admin.Rows("SELECT value FROM warehouse.dimension_values"));
        Admin.Execute("DELETE FROM warehouse.retention");
    }

    [Fact]
    public void A_persons_sessions_are_erased_and_a_shared_devices_only_without_a_user()
    {
        AddSession("shop", "own", "a", "now()", "u-1");
        AddSession("shop", "own device", "a", "now()");
        AddSession("shop", "shared", "tablet", "now()");
        AddSession("shop", "of another on the shared", "tablet", "now()", "u-2");
        AddSession("blog", "of another source", "a", "now()");
        AddSession("shop", "alice@example.com-1", "other", "now()");
        AddSession("blog", "alice@example.com-1", "other", "now()");
        Admin.Execute(
            """
            INSERT INTO warehouse.live_visitors (source, user_key, first_at)
            VALUES ('shop', 'a', now()), ('shop', 'tablet', now()), ('blog', 'a', now());
            INSERT INTO warehouse.active_visitors (source, user_key, last_at)
            VALUES ('shop', 'a', now()), ('shop', 'tablet', now()), ('blog', 'a', now());
            """
        );

        Assert.Equal(
            4L,
            Admin.Value<long>(
                "SELECT warehouse.erase_sessions(ARRAY['a', 'u-1'], ARRAY['tablet'], 'shop', NULL, current_date, ARRAY['shop', 'web'], "
                    + "ARRAY['alice@example.com-1', 'shared'])"
            )
        );
        Assert.Equal(
            ["alice@example.com-1", "of another on the shared", "of another source"],
            Admin.Rows("SELECT session_id FROM warehouse.live_sessions ORDER BY 1")
        );
        Assert.Equal(["blog|a", "shop|tablet"], Admin.Rows("SELECT source, user_key FROM warehouse.live_visitors ORDER BY 1"));
        Assert.Equal(["blog|a", "shop|tablet"], Admin.Rows("SELECT source, user_key FROM warehouse.active_visitors ORDER BY 1"));
    }

    [Fact]
    public void A_replaced_day_is_noted_for_every_source_that_has_sessions_on_it()
    {
        AddSession("live only", "1", "a", "'2026-03-10 23:59:59Z'");
        AddSession("next day", "1", "a", "'2026-03-11 00:00:00Z'");
        Admin.Execute(
            """
            INSERT INTO staging.sessions (run_id, day, source, session_id, user_key, started_at, last_at, events, page_views, conversions,
                is_bounce, is_bot, app_version, revenue)
            VALUES ('run', '2026-03-10', 'staged', 's', 'a', '2026-03-10 12:00Z', '2026-03-10 12:00Z', 1, 1, 0, true, false, '1.2', '{}');
            SELECT warehouse.replace_sessions('run', '2026-03-10', NULL), warehouse.replace_sessions('run', '2026-03-10', NULL);
            """
        );

        Assert.Equal(
            ["2026-03-10|live only", "2026-03-10|staged"],
            Admin.Rows("SELECT day, source FROM warehouse.session_days ORDER BY source")
        );
        Assert.Equal(["staged|1.2"], Admin.Rows("SELECT source, app_version FROM warehouse.sessions"));

        Admin.Execute("DELETE FROM warehouse.session_days; SELECT warehouse.replace_sessions('other run', '2026-03-10', 'staged')");
        Assert.Equal(["staged"], Admin.Rows("SELECT source FROM warehouse.session_days"));
        Assert.Empty(Admin.Rows("SELECT FROM warehouse.sessions"));
        Admin.Execute("DELETE FROM staging.sessions");
    }

    void AddSession(string source, string id, string visitor, string at, string? user = null) =>
        Admin.Execute(
            $"""
            INSERT INTO warehouse.live_sessions
                (source, session_id, user_key, user_id, started_at, last_at, events, page_views, actions, conversions, is_bot, first_order)
            VALUES ($1, $2, $3, $4, {at}, {at}, 1, 1, 0, 0, false, '')
            """,
            source,
            id,
            visitor,
            user
        );
}
