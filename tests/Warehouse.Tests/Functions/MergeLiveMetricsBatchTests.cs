using Analytics.Contracts;
using Npgsql;

namespace Warehouse.Tests.Functions;

public sealed class MergeLiveMetricsBatchTests(WarehouseServer server) : FreshDatabase(server)
{
    readonly long _now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 60 * 60;

    [Theory]
    [InlineData("[]")]
    [InlineData(" [ ] ")]
    public void A_batch_of_no_rows_moves_the_ledger(string rows)
    {
        Writer.Execute($"SELECT {WarehouseFunctions.MergeLiveMetrics}($1, $2)", rows, Batches.Of(0, 7));

        Assert.Equal(["7"], Admin.Rows("SELECT next_offset FROM warehouse.ingest_ledger"));
        Assert.Equal(["0|null"], Admin.Rows("SELECT events, oldest_received_at FROM warehouse.batches"));
    }

    [Theory]
    [InlineData(null, "no rows")]
    [InlineData("""[{"source":"web","events":3}]""", "\"second\"")]
    [InlineData("""[{"second":120,"source":"web"}]""", "\"events\"")]
    [InlineData("""[{"second":120,"code":"unparsable"}]""", "\"events\"")]
    [InlineData("""[[{"second":120,"events":null}]]""", "\"events\"")]
    [InlineData("""[{"s":120,"o":"web","n":"page_view","e":3}]""", "\"second\"")]
    public void Refuses_what_would_count_nothing_and_keeps_the_ledger(string? rows, string reason)
    {
        var refusal = Assert.Throws<PostgresException>(() =>
            Writer.Execute($"SELECT {WarehouseFunctions.MergeLiveMetrics}($1::text, $2)", rows, Batches.Of(0, 3))
        );

        Assert.Equal("AN002", refusal.SqlState);
        Assert.Contains(reason, refusal.MessageText, StringComparison.Ordinal);
        Assert.Equal(0L, Admin.Value<long>("SELECT count(*) FROM warehouse.ingest_ledger"));
    }

    [Fact]
    public void Records_the_batch()
    {
        var before = TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(-1);
        Writer.Merge(
            [new(_now, Events: 2, Oldest: 1000, Newest: 1500), new(_now, Name: "b", Events: 3, Oldest: 900, Newest: 1200)],
            Batches.Of(0, 5, id: 17)
        );

        Assert.Equal(
            ["live-metrics|17|2026-01-01 00:00:00+00|5|0.9|1.5|12.5"],
            Admin.Rows(
                "SELECT query, batch_id, started_at AT TIME ZONE 'UTC' || '+00', events, extract(epoch FROM "
                    + "oldest_received_at)::float, extract(epoch FROM newest_received_at)::float, duration_ms FROM warehouse.batches"
            )
        );
        Assert.InRange(
            Admin.Value<DateTime>("SELECT committed_at FROM warehouse.batches"),
            before,
            TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(1)
        );
    }

    [Fact]
    public void A_rollback_leaves_nothing()
    {
        using (Writer.Begin())
            Writer.Merge([new(_now), new(0), new(_now, Code: "unparsable")], Batches.Of(0, 3));

        foreach (
            var table in (string[])
                ["event_counts_second", "event_counts_minute", "late_counts_minute", "rejected_counts_minute", "batches", "ingest_ledger"]
        )
        {
            Assert.Equal(0L, Admin.Value<long>($"SELECT count(*) FROM warehouse.{table}"));
        }
    }

    [Fact]
    public void A_refused_batch_leaves_nothing()
    {
        Writer.Merge([new(_now)], Batches.Of(0, 1));

        var refusal = Assert.Throws<PostgresException>(() => Writer.Merge([new(_now, Events: 100)], Batches.Of(0, 1)));

        Assert.Equal("AN001", refusal.SqlState);
        Assert.Equal(1L, Admin.Value<long>("SELECT sum(events)::bigint FROM warehouse.event_counts_second"));
        Assert.Equal(1L, Admin.Value<long>("SELECT count(*) FROM warehouse.batches"));
    }
}
