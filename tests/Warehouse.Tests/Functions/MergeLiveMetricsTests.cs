using Analytics.Contracts;
using Analytics.Warehouse;

namespace Warehouse.Tests.Functions;

public sealed class MergeLiveMetricsTests : IDisposable
{
    readonly Database _database;
    readonly Session _admin;
    readonly Session _writer;
    readonly long _now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 60 * 60;

    public MergeLiveMetricsTests(WarehouseServer server)
    {
        _database = server.Create();
        _admin = _database.Open();
        _writer = _database.Open(Roles.Writer);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _admin.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Adds_up_seconds_and_minutes()
    {
        _writer.Merge(
            [new(_now, Events: 2, Oldest: 1000, Newest: 5000), new(_now + 1, Events: 3, Oldest: 2000, Newest: 4000)],
            Batches.Of(0, 5)
        );
        _writer.Merge([new(_now, Events: 5, Oldest: 500, Newest: 6000)], Batches.Of(5, 10));

        Assert.Equal(
            ["7|0.5|6", "3|2|4"],
            _admin.Rows(
                "SELECT events, extract(epoch FROM oldest_received_at)::float, extract(epoch FROM newest_received_at)::float "
                    + "FROM warehouse.event_counts_second ORDER BY bucket"
            )
        );
        Assert.Equal(
            [$"{_now}|10|0.5|6"],
            _admin.Rows(
                "SELECT extract(epoch FROM bucket)::bigint, events, extract(epoch FROM oldest_received_at)::float, "
                    + "extract(epoch FROM newest_received_at)::float FROM warehouse.event_counts_minute"
            )
        );
    }

    [Fact]
    public void Money_is_exact()
    {
        _writer.Merge(Enumerable.Repeat(new LiveRow(_now, Currency: "EUR", Revenue: 0.1m), 1000), Batches.Of(0, 1000));
        _writer.Merge(
            [new(_now, Currency: "EUR", Revenue: 99_999_999_999_999.9999m), new(_now, Currency: "PLN", Revenue: -3.5m)],
            Batches.Of(1000, 1002)
        );

        Assert.Equal(
            ["EUR|1001|100000000000099.9999", "PLN|1|-3.5000"],
            _admin.Rows("SELECT currency, events, revenue FROM warehouse.event_counts_second ORDER BY 1")
        );
    }

    [Fact]
    public void Takes_elements_that_are_arrays_of_one()
    {
        LiveRow[] rows = [new(_now, Currency: "EUR", Revenue: 1.25m), new(_now, Name: "a]\"[{b")];
        _writer.Execute($"SELECT {WarehouseFunctions.MergeLiveMetrics}($1, $2)", LiveRow.Wrapped(rows), Batches.Of(0, 2));
        var wrapped = _admin.Rows("TABLE warehouse.event_counts_second ORDER BY name");
        _admin.Execute("TRUNCATE warehouse.event_counts_second");
        _writer.Merge(rows, Batches.Of(2, 4));

        Assert.Equal(2, wrapped.Count);
        Assert.Equal(wrapped, _admin.Rows("TABLE warehouse.event_counts_second ORDER BY name"));
    }

    [Fact]
    public void Rejected_rows_are_counted_by_reason_and_are_no_events()
    {
        _writer.Merge(
            [
                new(_now + 5, "", "", "", "", Code: RejectionCodes.Unparsable, Events: 4),
                new(_now + 50, "", "", "", "", Code: RejectionCodes.Unparsable),
                new(_now, Events: 2),
            ],
            Batches.Of(0, 7)
        );

        Assert.Equal(
            [$"{_now}||unparsable|5"],
            _admin.Rows("SELECT extract(epoch FROM bucket)::bigint, source, code, events FROM warehouse.rejected_counts_minute")
        );
        Assert.Equal(["2"], _admin.Rows("SELECT sum(events) FROM warehouse.event_counts_second"));
        Assert.Equal(["2"], _admin.Rows("SELECT events FROM warehouse.batches"));
    }

    [Fact]
    public void Seconds_that_are_no_longer_kept_count_by_minute_and_as_late()
    {
        var oldest = (long)_admin.Value<double>("SELECT extract(epoch FROM warehouse.kept_since('event_counts_second'))::float");
        _writer.Merge([new(oldest, Events: 1), new(oldest - 1, Events: 2), new(oldest - 2, Events: 3, Newest: 9000)], Batches.Of(0, 6));

        Assert.Equal([$"{oldest}|1"], _admin.Rows("SELECT extract(epoch FROM bucket)::bigint, events FROM warehouse.event_counts_second"));
        Assert.Equal(
            [$"{oldest - 60}|5", $"{oldest}|1"],
            _admin.Rows("SELECT extract(epoch FROM bucket)::bigint, events FROM warehouse.event_counts_minute ORDER BY 1")
        );
        Assert.Equal(
            [$"{oldest - 60}|web|page_view|5"],
            _admin.Rows("SELECT extract(epoch FROM bucket)::bigint, source, name, events FROM warehouse.late_counts_minute")
        );
    }

    [Fact]
    public void Dates_of_1970_and_9999_have_a_place()
    {
        _writer.Merge([new(-61), new(0), new(253402300799)], Batches.Of(0, 3));

        Assert.Equal(
            ["event_counts_second_default|253402300799"],
            _admin
                .Rows("SELECT tableoid::regclass::text, extract(epoch FROM bucket)::bigint FROM warehouse.event_counts_second", "")
                .Select(row => row.Replace("warehouse.", "", StringComparison.Ordinal))
        );
        Assert.Equal(
            ["-120", "0", "253402300740"],
            _admin.Rows("SELECT extract(epoch FROM bucket)::bigint FROM warehouse.event_counts_minute_default ORDER BY 1")
        );
        Assert.Equal(["2"], _admin.Rows("SELECT sum(events) FROM warehouse.late_counts_minute"));
    }

    public static TheoryData<string> OddKeys { get; } =
    ["", new string('ż', 200), "it's \"quoted\" \\ and \u0001\u001f\t\n", "日本語 😀 \u202e", "{\"a\":[1]}", "[[", "null"];

    [Theory]
    [MemberData(nameof(OddKeys))]
    public void Any_text_is_a_key(string name)
    {
        _writer.Merge([new(_now, Source: name[..Math.Min(64, name.Length)], Name: name)], Batches.Of(0, 1));
        _writer.Merge([new(_now, Source: name[..Math.Min(64, name.Length)], Name: name)], Batches.Of(1, 2));

        Assert.Equal(name, _admin.Value<string>("SELECT name FROM warehouse.event_counts_second"));
        Assert.Equal(2L, _admin.Value<long>("SELECT events FROM warehouse.event_counts_minute"));
    }

    [Fact]
    public void Null_and_absent_keys_are_empty_text()
    {
        _writer.Execute(
            $"SELECT {WarehouseFunctions.MergeLiveMetrics}($1, $2)",
            $$"""[{"second":{{_now}},"source":null,"events":3,"revenue":null}]""",
            Batches.Of(0, 3)
        );

        Assert.Equal(
            ["||||||3|0.0000"],
            _admin.Rows("SELECT source, name, country, device, currency, '', events, revenue FROM warehouse.event_counts_second")
        );
    }
}
