using Analytics.Warehouse;
using Npgsql;

namespace Warehouse.Tests.Functions;

/// <summary>The sums of sessions tell nothing about one visitor.</summary>
public sealed class VisitorPrivacyTests(WarehouseServer server) : StagedSessions(server)
{
    [Fact]
    public void A_reader_finds_no_visitor_by_an_id()
    {
        Stage("shop", "1", "a", "2026-03-10 12:00:00Z");
        Live("shop", "2", "2026-03-11 12:00:00Z");
        Replace("2026-03-10");
        using var reader = Database.Open(Roles.Reader);

        Assert.Equal(["2|1"], reader.Rows("SELECT count(visitor), count(DISTINCT visitor) FROM sessions"));
        Assert.Equal(
            2L,
            reader.Value<long>("SELECT count(*) FROM session_spans WHERE visitors = ARRAY(SELECT DISTINCT visitor FROM sessions)")
        );
        Assert.Equal(
            0L,
            reader.Value<long>("SELECT count(*) FROM sessions WHERE visitor = hashtextextended('a', hashtextextended('shop', 0))")
        );
        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege,
            Assert.Throws<PostgresException>(() => reader.Rows("SELECT seed FROM warehouse.visitor_seed")).SqlState
        );
    }

    [Fact]
    public void An_erased_visitor_is_in_no_sum_any_more()
    {
        Stage("shop", "1", "a", "2026-03-10 12:00:00Z");
        Stage("shop", "2", "b", "2026-03-10 12:00:00Z");
        Stage("shop", "3", "c", "2026-03-10 12:00:00Z"); // The same person with another device.
        Stage("blog", "1", "a", "2026-03-10 12:00:00Z");
        Replace("2026-03-10");

        Admin.Execute("SELECT warehouse.erase_sessions(ARRAY['a', 'c'], ARRAY[]::text[], 'shop', NULL, NULL, '{}', '{}')");

        Assert.Equal(
            ["blog|1|1", "shop|1|1"],
            Admin.Rows("SELECT source, visitor_count, cardinality(visitors) FROM reporting.session_spans WHERE grain = 'day' ORDER BY 1")
        );
    }

    [Fact]
    public void A_visitor_who_is_erased_for_some_days_stays_in_the_sums_of_the_others()
    {
        foreach (var day in new[] { "2026-03-10", "2026-03-11", "2026-03-12" })
        {
            Stage("shop", $"a{day}", "a", $"{day} 00:00:00Z");
            Stage("shop", $"b{day}", "b", $"{day} 23:59:59Z");
            Replace(day);
        }

        Admin.Execute("SELECT warehouse.erase_sessions(ARRAY['a'], ARRAY[]::text[], NULL, '2026-03-11', '2026-03-11', '{}', '{}')");

        Assert.Equal(
            [
                "day|2026-03-10 00|2",
                "day|2026-03-11 00|1",
                "day|2026-03-12 00|2",
                "hour|2026-03-10 00|1",
                "hour|2026-03-10 23|1",
                "hour|2026-03-11 00|0",
                "hour|2026-03-11 23|1",
                "hour|2026-03-12 00|1",
                "hour|2026-03-12 23|1",
            ],
            Admin.Rows(
                """
                SELECT grain, to_char(begins_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24'), visitor_count FROM reporting.session_spans
                WHERE visitor_count = cardinality(visitors) ORDER BY 1, 2
                """
            )
        );
    }

    [Fact]
    public void A_visitor_who_is_erased_for_some_days_was_first_seen_on_the_first_of_the_others()
    {
        Stage("shop", "1", "a", "2026-03-10 12:00:00Z");
        Stage("shop", "2", "a", "2026-03-12 12:00:00Z");
        Stage("shop", "3", "a", "2026-03-13 12:00:00Z");
        Stage("shop", "4", "b", "2026-03-10 12:00:00Z");
        foreach (var day in new[] { "2026-03-10", "2026-03-12", "2026-03-13" })
            Replace(day);
        Live("blog", "5", "2026-03-11 12:00:00Z");
        Admin.Execute(
            """
            INSERT INTO warehouse.live_visitors (source, user_key, first_at)
            VALUES ('shop', 'a', '2026-03-10 12:00Z'), ('shop', 'b', '2026-03-10 12:00Z'), ('blog', 'a', '2026-03-10 12:00Z')
            """
        );

        Admin.Execute("SELECT warehouse.erase_sessions(ARRAY['a', 'b'], '{}', NULL, '2026-03-10', '2026-03-10', '{}', '{}')");

        Assert.Equal(
            ["blog|a|2026-03-11 12:00", "shop|a|2026-03-12 12:00"],
            Admin.Rows(
                """
                SELECT source, user_key, to_char(first_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') FROM warehouse.live_visitors
                ORDER BY 1, 2
                """
            )
        );
    }
}
