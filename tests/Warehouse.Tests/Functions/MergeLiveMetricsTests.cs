using Analytics.Contracts;
using Analytics.Warehouse;
using Npgsql;

namespace Warehouse.Tests.Functions;

public sealed class MergeLiveMetricsTests : IDisposable
{
    readonly Database database;
    readonly Session admin;
    readonly Session writer;
    readonly long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 60 * 60;

    public MergeLiveMetricsTests(WarehouseServer server)
    {
        database = server.Create();
        admin = database.Open();
        writer = database.Open(Roles.Writer);
    }

    public void Dispose()
    {
        writer.Dispose();
        admin.Dispose();
        database.Dispose();
    }

    [Fact]
    public void Adds_up_seconds_and_minutes()
    {
        writer.Merge([new(now, Events: 2, Oldest: 1000, Newest: 5000), new(now + 1, Events: 3, Oldest: 2000, Newest: 4000)], Batches.Of(0, 5));
        writer.Merge([new(now, Events: 5, Oldest: 500, Newest: 6000)], Batches.Of(5, 10));

        Assert.Equal(["7|0.5|6", "3|2|4"], admin.Rows(
            "SELECT events, extract(epoch FROM oldest_received_at)::float, extract(epoch FROM newest_received_at)::float FROM warehouse.event_counts_second ORDER BY bucket"));
        Assert.Equal([$"{now}|10|0.5|6"], admin.Rows(
            "SELECT extract(epoch FROM bucket)::bigint, events, extract(epoch FROM oldest_received_at)::float, extract(epoch FROM newest_received_at)::float FROM warehouse.event_counts_minute"));
    }

    [Fact]
    public void Money_is_exact()
    {
        writer.Merge(Enumerable.Repeat(new LiveRow(now, Currency: "EUR", Revenue: 0.1m), 1000), Batches.Of(0, 1000));
        writer.Merge([new(now, Currency: "EUR", Revenue: 99_999_999_999_999.9999m), new(now, Currency: "PLN", Revenue: -3.5m)], Batches.Of(1000, 1002));

        Assert.Equal(["EUR|1001|100000000000099.9999", "PLN|1|-3.5000"], admin.Rows("SELECT currency, events, revenue FROM warehouse.event_counts_second ORDER BY 1"));
    }

    [Fact]
    public void Takes_elements_that_are_arrays_of_one()
    {
        LiveRow[] rows = [new(now, Currency: "EUR", Revenue: 1.25m), new(now, Name: "a]\"[{b")];
        writer.Execute($"SELECT {WarehouseFunctions.MergeLiveMetrics}($1, $2)", LiveRow.Wrapped(rows), Batches.Of(0, 2));
        var wrapped = admin.Rows("TABLE warehouse.event_counts_second ORDER BY name");
        admin.Execute("TRUNCATE warehouse.event_counts_second");
        writer.Merge(rows, Batches.Of(2, 4));

        Assert.Equal(2, wrapped.Count);
        Assert.Equal(wrapped, admin.Rows("TABLE warehouse.event_counts_second ORDER BY name"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData(" [ ] ")]
    public void A_batch_of_no_rows_moves_the_ledger(string rows)
    {
        writer.Execute($"SELECT {WarehouseFunctions.MergeLiveMetrics}($1, $2)", rows, Batches.Of(0, 7));

        Assert.Equal(["7"], admin.Rows("SELECT next_offset FROM warehouse.ingest_ledger"));
        Assert.Equal(["0|null"], admin.Rows("SELECT events, oldest_received_at FROM warehouse.batches"));
    }

    [Fact]
    public void Rejected_rows_are_counted_by_reason_and_are_no_events()
    {
        writer.Merge([new(now + 5, "", "", "", "", Code: RejectionCodes.Unparsable, Events: 4), new(now + 50, "", "", "", "", Code: RejectionCodes.Unparsable), new(now, Events: 2)], Batches.Of(0, 7));

        Assert.Equal([$"{now}||unparsable|5"], admin.Rows("SELECT extract(epoch FROM bucket)::bigint, source, code, events FROM warehouse.rejected_counts_minute"));
        Assert.Equal(["2"], admin.Rows("SELECT sum(events) FROM warehouse.event_counts_second"));
        Assert.Equal(["2"], admin.Rows("SELECT events FROM warehouse.batches"));
    }

    [Fact]
    public void Seconds_that_are_no_longer_kept_count_by_minute_and_as_late()
    {
        var oldest = (long)admin.Value<double>("SELECT extract(epoch FROM warehouse.kept_since('event_counts_second'))::float");
        writer.Merge([new(oldest, Events: 1), new(oldest - 1, Events: 2), new(oldest - 2, Events: 3, Newest: 9000)], Batches.Of(0, 6));

        Assert.Equal([$"{oldest}|1"], admin.Rows("SELECT extract(epoch FROM bucket)::bigint, events FROM warehouse.event_counts_second"));
        Assert.Equal([$"{oldest - 60}|5", $"{oldest}|1"], admin.Rows("SELECT extract(epoch FROM bucket)::bigint, events FROM warehouse.event_counts_minute ORDER BY 1"));
        Assert.Equal([$"{oldest - 60}|web|page_view|5"], admin.Rows("SELECT extract(epoch FROM bucket)::bigint, source, name, events FROM warehouse.late_counts_minute"));
    }

    [Fact]
    public void Dates_of_1970_and_9999_have_a_place()
    {
        writer.Merge([new(-61), new(0), new(253402300799)], Batches.Of(0, 3));

        Assert.Equal(["event_counts_second_default|253402300799"], admin.Rows("SELECT tableoid::regclass::text, extract(epoch FROM bucket)::bigint FROM warehouse.event_counts_second", "").Select(row => row.Replace("warehouse.", "", StringComparison.Ordinal)));
        Assert.Equal(["-120", "0", "253402300740"], admin.Rows("SELECT extract(epoch FROM bucket)::bigint FROM warehouse.event_counts_minute_default ORDER BY 1"));
        Assert.Equal(["2"], admin.Rows("SELECT sum(events) FROM warehouse.late_counts_minute"));
    }

    public static TheoryData<string> OddKeys { get; } = ["", new string('ż', 200), "it's \"quoted\" \\ and \u0001\u001f\t\n", "日本語 😀 \u202e", "{\"a\":[1]}", "[[", "null"];

    [Theory]
    [MemberData(nameof(OddKeys))]
    public void Any_text_is_a_key(string name)
    {
        writer.Merge([new(now, Source: name[..Math.Min(64, name.Length)], Name: name)], Batches.Of(0, 1));
        writer.Merge([new(now, Source: name[..Math.Min(64, name.Length)], Name: name)], Batches.Of(1, 2));

        Assert.Equal(name, admin.Value<string>("SELECT name FROM warehouse.event_counts_second"));
        Assert.Equal(2L, admin.Value<long>("SELECT events FROM warehouse.event_counts_minute"));
    }

    [Fact]
    public void Null_and_absent_keys_are_empty_text()
    {
        writer.Execute($"SELECT {WarehouseFunctions.MergeLiveMetrics}($1, $2)", $$"""[{"s":{{now}},"o":null,"e":3,"r":null}]""", Batches.Of(0, 3));

        Assert.Equal(["||||||3|0.0000"], admin.Rows("SELECT source, name, country, device, currency, '', events, revenue FROM warehouse.event_counts_second"));
    }

    [Fact]
    public void Writes_what_the_batch_was()
    {
        var before = DateTime.UtcNow.AddMilliseconds(-1);
        writer.Merge([new(now, Events: 2, Oldest: 1000, Newest: 1500), new(now, Name: "b", Events: 3, Oldest: 900, Newest: 1200)], Batches.Of(0, 5, id: 17));

        Assert.Equal(["live-metrics|17|2026-01-01 00:00:00+00|5|0.9|1.5|12.5"], admin.Rows(
            "SELECT query, batch_id, started_at AT TIME ZONE 'UTC' || '+00', events, extract(epoch FROM oldest_received_at)::float, extract(epoch FROM newest_received_at)::float, duration_ms FROM warehouse.batches"));
        Assert.InRange(admin.Value<DateTime>("SELECT committed_at FROM warehouse.batches"), before, DateTime.UtcNow.AddMilliseconds(1));
    }

    [Fact]
    public void A_rollback_leaves_nothing()
    {
        using (writer.Begin())
            writer.Merge([new(now), new(0), new(now, Code: "unparsable")], Batches.Of(0, 3));

        foreach (var table in (string[])["event_counts_second", "event_counts_minute", "late_counts_minute", "rejected_counts_minute", "batches", "ingest_ledger"])
            Assert.Equal(0L, admin.Value<long>($"SELECT count(*) FROM warehouse.{table}"));
    }

    [Fact]
    public void A_refused_batch_leaves_nothing()
    {
        writer.Merge([new(now)], Batches.Of(0, 1));

        var refusal = Assert.Throws<PostgresException>(() => writer.Merge([new(now, Events: 100)], Batches.Of(0, 1)));

        Assert.Equal("AN001", refusal.SqlState);
        Assert.Equal(1L, admin.Value<long>("SELECT sum(events)::bigint FROM warehouse.event_counts_second"));
        Assert.Equal(1L, admin.Value<long>("SELECT count(*) FROM warehouse.batches"));
    }
}
