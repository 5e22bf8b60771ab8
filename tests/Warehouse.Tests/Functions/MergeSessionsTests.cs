using Analytics.Contracts;

namespace Warehouse.Tests.Functions;

public sealed class MergeSessionsTests(WarehouseServer server) : MergedSessions(server)
{
    [Fact]
    public void A_session_keeps_what_its_first_and_last_events_say()
    {
        Merge(
            0,
            At(10, "b", path: "/second") with
            {
                User = "u-1",
                Country = "DE",
            },
            At(20, "c") with
            {
                IsAction = true,
                IsConversion = true,
            }
        );
        Merge(
            1,
            At(5, "z", path: "/first") with
            {
                Channel = "search",
                Visitor = "",
                Country = "US",
            },
            At(30, "d", path: "/last") with
            {
                User = "u-2",
            }
        );

        Assert.Equal(
            ["s|u-2|a|search|US|/first|/last|4|3|1|1|25"],
            Admin.Rows(
                """
                SELECT session_id, user_id, user_key, channel, country, entry_path, exit_path, events, page_views, actions, conversions,
                    extract(epoch FROM last_at - started_at)::int
                FROM warehouse.live_sessions
                """
            )
        );
    }

    [Fact]
    public void An_event_late_by_a_day_extends_its_session_over_midnight()
    {
        Merge(0, At(0, "b", path: "/new"));
        Merge(1, At(-86_400, "a", path: "/old") with { Channel = "mail" });

        Assert.Equal(
            ["1|2|mail|/old|/new"],
            Admin.Rows("SELECT last_at::date - started_at::date, events, channel, entry_path, exit_path FROM warehouse.live_sessions")
        );
    }

    [Fact]
    public void A_session_with_as_many_events_as_it_can_count_stops_no_merge()
    {
        Merge(0, At(0, "a", path: "/"));
        Admin.Execute("UPDATE warehouse.live_sessions SET (events, page_views, actions, conversions) = (2147483647, 2147483647, 0, 0)");
        Merge(1, At(1, "b", path: "/") with { IsConversion = true });

        Assert.Equal(
            ["2147483647|2147483647|0|1|1"],
            Admin.Rows(
                """
                SELECT events, page_views, actions, conversions, extract(epoch FROM last_at - started_at)::int
                FROM warehouse.live_sessions
                """
            )
        );
    }

    [Fact]
    public void Revenue_is_exact_and_per_currency()
    {
        Merge(0, [.. Enumerable.Range(0, 1000).Select(place => At(0, $"{place}") with { Currency = "EUR", Revenue = 0.1000m })]);
        Merge(
            1,
            At(1, "x") with
            {
                Currency = "PLN",
                Revenue = 99_999_999_999_999.9999m,
            },
            At(2, "y") with
            {
                Currency = "EUR",
                Revenue = -0.5m,
            }
        );

        Assert.Equal(["""{"EUR": 99.5000, "PLN": 99999999999999.9999}"""], Admin.Rows("SELECT revenue FROM warehouse.live_sessions"));
        Assert.Equal(
            ["EUR|1001|99.5000", "PLN|1|99999999999999.9999"],
            Admin.Rows("SELECT currency, events, revenue FROM warehouse.dimension_counts_minute WHERE dimension = 'country' ORDER BY 1")
        );
    }

    [Fact]
    public void Bots_are_no_visitors()
    {
        var now = TimeProvider.System.GetUtcNow();
        Merge(0, new SentEvent(now, "a", IsBot: true, Visitor: "crawler"), new SentEvent(now, "b", Session: "t"));

        Assert.Equal(["a"], Admin.Rows("SELECT user_key FROM warehouse.live_visitors"));
        Assert.Equal(["a"], Admin.Rows("SELECT user_key FROM warehouse.active_visitors"));
        Assert.Equal(["s|true", "t|false"], Admin.Rows("SELECT session_id, is_bot::text FROM warehouse.live_sessions ORDER BY 1"));
    }

    [Fact]
    public void A_visitor_is_new_once_and_active_for_half_an_hour()
    {
        Merge(0, At(0, "a") with { At = TimeProvider.System.GetUtcNow().AddMinutes(-31) });
        Assert.Equal(0L, Admin.Value<long>("SELECT count(*) FROM warehouse.active_visitors"));

        Merge(1, At(0, "b") with { At = TimeProvider.System.GetUtcNow() });
        Assert.Equal(1L, Admin.Value<long>("SELECT count(*) FROM warehouse.active_visitors"));
        Assert.Equal(1L, Admin.Value<long>("SELECT count(*) FROM warehouse.live_visitors WHERE first_at < now() - interval '30 minutes'"));

        Admin.Execute("UPDATE warehouse.active_visitors SET last_at = now() - interval '31 minutes'");
        Writer.MergeSessions([], Batches.Of(2, 3, query: QueryNames.Sessions, id: 60));
        Assert.Equal(0L, Admin.Value<long>("SELECT count(*) FROM warehouse.active_visitors"));
    }

    [Fact]
    public void Values_beyond_the_bound_count_as_other_and_sums_stay_exact()
    {
        Admin.Execute(
            "INSERT INTO warehouse.dimension_values SELECT current_date - 1, 'web', 'page', '/known/' || n FROM generate_series(1, "
                + "9999) AS n"
        );
        Merge(0, At(0, "a", path: "/b"), At(0, "b", path: "/a"), At(0, "c", path: "/known/7"));
        Merge(1, At(0, "d", path: "/c"), At(0, "e", path: "/b"), At(0, "f", path: "/a"), At(0, "g", path: "/c") with { Source = "blog" });

        Assert.Equal(
            ["blog|/c|1", "web|(other)|3", "web|/a|2", "web|/known/7|1"],
            Admin.Rows(
                "SELECT source, value, events FROM warehouse.dimension_counts_minute WHERE dimension = 'page' ORDER BY source, value"
            )
        );
        Assert.Equal(
            10_000L,
            Admin.Value<long>("SELECT count(*) FROM warehouse.dimension_values WHERE dimension = 'page' AND source = 'web'")
        );
        Assert.Equal(
            ["/a", "/c", "/known/7"],
            Admin.Rows(
                "SELECT value FROM warehouse.dimension_values WHERE dimension = 'page' AND seen_on = (now() AT TIME ZONE "
                    + "'UTC')::date ORDER BY 1"
            )
        );
    }
}
