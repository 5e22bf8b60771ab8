using Analytics.Contracts;
using Analytics.Testing.Waiting;
using Npgsql;

namespace Warehouse.Tests.Functions;

public sealed class MergeSessionsTests(WarehouseServer server) : FreshDatabase(server)
{
    readonly DateTimeOffset _noon = new(TimeProvider.System.GetUtcNow().Date.AddHours(12), TimeSpan.Zero);

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

    [Fact]
    public void A_batch_that_is_merged_already_changes_nothing()
    {
        Merge(0, At(0, "a", path: "/"));
        var refusal = Assert.Throws<PostgresException>(() => Merge(0, At(0, "a", path: "/")));

        Assert.Equal("AN001", refusal.SqlState);
        Assert.Equal(1L, Admin.Value<long>("SELECT sum(events) FROM warehouse.live_sessions"));
        Assert.Equal(["sessions|1"], Admin.Rows("SELECT query, events FROM warehouse.batches"));
    }

    [Fact]
    public void A_row_without_a_required_member_is_refused()
    {
        var part = At(0, "a").Part;
        foreach (
            var row in (SessionsRow[])[part with { FirstUs = null }, part with { FirstOrder = null }, part with { Dimension = "page" }]
        )
        {
            var refusal = Assert.Throws<PostgresException>(() => Writer.MergeSessions([row], Batches.Of(0, 1, query: QueryNames.Sessions)));
            Assert.Equal("AN002", refusal.SqlState);
        }

        Assert.Throws<PostgresException>(() => Writer.Execute($"SELECT {WarehouseFunctions.MergeSessions}(NULL, $1)", Batches.Of(0, 1)));
    }

    [Fact]
    public void Historical_events_are_in_minutes_and_neither_in_seconds_nor_late()
    {
        var lastYear = At(0, "a", path: "/then") with { At = _noon.AddYears(-1), Currency = "EUR", Revenue = 5m };
        var rejected = new SessionsRow
        {
            Dimension = SessionsRow.Rejected,
            Value = "unparsable",
            Minute = _noon.ToUnixTimeSeconds(),
            Events = 2,
        };
        Writer.MergeHistorical([.. lastYear.Rows(), rejected], Batches.Of(0, 3, query: QueryNames.HistoricalMetrics));

        Assert.Equal(
            ["name|PL|EUR|1|5.0000"],
            Admin.Rows("SELECT name, country, currency, events, revenue FROM warehouse.event_counts_minute")
        );
        Assert.Equal(["unparsable|2"], Admin.Rows("SELECT code, events FROM warehouse.rejected_counts_minute"));
        Assert.Equal(0L, Admin.Value<long>("SELECT count(*) FROM warehouse.event_counts_second"));
        Assert.Equal(0L, Admin.Value<long>("SELECT count(*) FROM warehouse.late_counts_minute"));
        Assert.Equal(0L, Admin.Value<long>("SELECT count(*) FROM warehouse.active_visitors"));
        Assert.Equal(["/then|1"], Admin.Rows("SELECT entry_path, events FROM warehouse.live_sessions"));
        Assert.Equal(["historical-metrics|1"], Admin.Rows("SELECT query, events FROM warehouse.batches"));
    }

    [Fact]
    public async Task A_merge_locks_sessions_before_visitors_as_erase_does()
    {
        Merge(0, At(0, "a", path: "/") with { At = TimeProvider.System.GetUtcNow() });
        using var other = Database.Open();
        using var held = other.Begin();
        other.Execute("SELECT FROM warehouse.live_sessions FOR UPDATE");

        var merging = Task.Run(
            () => Merge(1, At(1, "b") with { At = TimeProvider.System.GetUtcNow() }),
            TestContext.Current.CancellationToken
        );
        await Poll.UntilAsync("the merge waits for the session", () =>
            Admin.Value<bool>("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND locktype IN ('tuple', 'transactionid')")
        );
        other.Execute("SELECT FROM warehouse.live_visitors FOR UPDATE NOWAIT");
        other.Execute("SELECT FROM warehouse.active_visitors FOR UPDATE NOWAIT");

        held.Commit();
        await merging;
        Assert.Equal(2L, Admin.Value<long>("SELECT sum(events)::bigint FROM warehouse.live_sessions"));
    }

    SentEvent At(int seconds, string id, string? path = null) => new(_noon.AddSeconds(seconds), id, Path: path);

    void Merge(int batch, params SentEvent[] events) =>
        Writer.MergeSessions(
            events.SelectMany(one => one.Rows()).Where(row => row.Dimension != SessionsRow.Event),
            Batches.Of(batch, batch + 1, query: QueryNames.Sessions, id: batch + 1)
        );
}
