using Analytics.Contracts;
using Analytics.Testing.Waiting;
using Npgsql;

namespace Warehouse.Tests.Functions;

/// <summary>Batches of sessions: repeated, damaged, historical, and beside an erasure.</summary>
public sealed class MergeSessionsBatchTests(WarehouseServer server) : MergedSessions(server)
{
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
        var lastYear = At(0, "a", path: "/then") with { At = Noon.AddYears(-1), Currency = "EUR", Revenue = 5m };
        var rejected = new SessionsRow
        {
            Dimension = SessionsRow.Rejected,
            Value = "unparsable",
            Minute = Noon.ToUnixTimeSeconds(),
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
}
