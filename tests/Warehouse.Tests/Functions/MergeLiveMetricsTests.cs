using Analytics.Contracts;

namespace Warehouse.Tests.Functions;

public sealed class MergeLiveMetricsTests(WarehouseServer server) : FreshDatabase(server)
{
    readonly long _now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 60 * 60;

    [Fact]
    public void Adds_up_seconds_and_minutes()
    {
        Writer.Merge(
            [new(_now, Events: 2, Oldest: 1000, Newest: 5000), new(_now + 1, Events: 3, Oldest: 2000, Newest: 4000)],
            Batches.Of(0, 5)
        );
        Writer.Merge([new(_now, Events: 5, Oldest: 500, Newest: 6000)], Batches.Of(5, 10));

        Assert.Equal(
            ["7|0.5|6", "3|2|4"],
            Admin.Rows(
                "SELECT events, extract(epoch FROM oldest_received_at)::float, extract(epoch FROM newest_received_at)::float "
                    + "FROM warehouse.event_counts_second ORDER BY bucket"
            )
        );
        Assert.Equal(
            [$"{_now}|10|0.5|6"],
            Admin.Rows(
                "SELECT extract(epoch FROM bucket)::bigint, events, extract(epoch FROM oldest_received_at)::float, "
                    + "extract(epoch FROM newest_received_at)::float FROM warehouse.event_counts_minute"
            )
        );
    }

    [Fact]
    public void Money_is_exact()
    {
        Writer.Merge(Enumerable.Repeat(new LiveRow(_now, Currency: "EUR", Revenue: 0.1m), 1000), Batches.Of(0, 1000));
        Writer.Merge(
            [new(_now, Currency: "EUR", Revenue: 99_999_999_999_999.9999m), new(_now, Currency: "PLN", Revenue: -3.5m)],
            Batches.Of(1000, 1002)
        );

        Assert.Equal(
            ["EUR|1001|100000000000099.9999", "PLN|1|-3.5000"],
            Admin.Rows("SELECT currency, events, revenue FROM warehouse.event_counts_second ORDER BY 1")
        );
    }

    [Fact]
    public void Takes_elements_that_are_arrays_of_one()
    {
        LiveRow[] rows = [new(_now, Currency: "EUR", Revenue: 1.25m), new(_now, Name: "a]\"[{b")];
        Writer.Execute($"SELECT {WarehouseFunctions.MergeLiveMetrics}($1, $2)", LiveRow.Wrapped(rows), Batches.Of(0, 2));
        var wrapped = Admin.Rows("TABLE warehouse.event_counts_second ORDER BY name");
        Admin.Execute("TRUNCATE warehouse.event_counts_second");
        Writer.Merge(rows, Batches.Of(2, 4));

        Assert.Equal(2, wrapped.Count);
        Assert.Equal(wrapped, Admin.Rows("TABLE warehouse.event_counts_second ORDER BY name"));
    }

    [Fact]
    public void Rejected_rows_are_counted_by_reason_and_are_no_events()
    {
        Writer.Merge(
            [
                new(_now + 5, "", "", "", "", Code: RejectionCodes.Unparsable, Events: 4),
                new(_now + 50, "", "", "", "", Code: RejectionCodes.Unparsable),
                new(_now, Events: 2),
            ],
            Batches.Of(0, 7)
        );

        Assert.Equal(
            [$"{_now}||unparsable|5"],
            Admin.Rows("SELECT extract(epoch FROM bucket)::bigint, source, code, events FROM warehouse.rejected_counts_minute")
        );
        Assert.Equal(["2"], Admin.Rows("SELECT sum(events) FROM warehouse.event_counts_second"));
        Assert.Equal(["2"], Admin.Rows("SELECT events FROM warehouse.batches"));
    }

    [Fact]
    [Trait("Fault", "F14")]
    public void Seconds_that_are_no_longer_kept_count_by_minute_and_as_late()
    {
        var oldest = (long)Admin.Value<double>("SELECT extract(epoch FROM warehouse.kept_since('event_counts_second'))::float");
        Writer.Merge([new(oldest, Events: 1), new(oldest - 1, Events: 2), new(oldest - 2, Events: 3, Newest: 9000)], Batches.Of(0, 6));

        Assert.Equal([$"{oldest}|1"], Admin.Rows("SELECT extract(epoch FROM bucket)::bigint, events FROM warehouse.event_counts_second"));
        Assert.Equal(
            [$"{oldest - 60}|5", $"{oldest}|1"],
            Admin.Rows("SELECT extract(epoch FROM bucket)::bigint, events FROM warehouse.event_counts_minute ORDER BY 1")
        );
        Assert.Equal(
            [$"{oldest - 60}|web|page_view|5"],
            Admin.Rows("SELECT extract(epoch FROM bucket)::bigint, source, name, events FROM warehouse.late_counts_minute")
        );
    }

    [Fact]
    public void An_event_is_late_on_the_third_day_after_its_own()
    {
        var today = _now - (_now % 86_400);
        Writer.Merge([new(today - (2 * 86_400), Name: "in time"), new(today - (3 * 86_400), Name: "late")], Batches.Of(0, 2));

        Assert.Equal(["late"], Admin.Rows("SELECT name FROM warehouse.late_counts_minute"));
    }

    [Fact]
    public void Dates_of_1970_and_9999_have_a_place()
    {
        Writer.Merge([new(-61), new(0), new(253402300799)], Batches.Of(0, 3));

        Assert.Equal(
            ["event_counts_second_default|253402300799"],
            Admin
                .Rows("SELECT tableoid::regclass::text, extract(epoch FROM bucket)::bigint FROM warehouse.event_counts_second", "")
                .Select(row => row.Replace("warehouse.", "", StringComparison.Ordinal))
        );
        Assert.Equal(
            ["-120", "0", "253402300740"],
            Admin.Rows("SELECT extract(epoch FROM bucket)::bigint FROM warehouse.event_counts_minute ORDER BY 1")
        );
        Assert.Equal(["2"], Admin.Rows("SELECT sum(events) FROM warehouse.late_counts_minute"));
    }

    public static TheoryData<string> OddKeys { get; } =
    ["", new string('ż', 200), "it's \"quoted\" \\ and \u0001\u001f\t\n", "日本語 😀 \u202e", "{\"a\":[1]}", "[[", "null"];

    [Theory]
    [MemberData(nameof(OddKeys))]
    public void Any_text_is_a_key(string name)
    {
        Writer.Merge([new(_now, Source: name[..Math.Min(64, name.Length)], Name: name)], Batches.Of(0, 1));
        Writer.Merge([new(_now, Source: name[..Math.Min(64, name.Length)], Name: name)], Batches.Of(1, 2));

        Assert.Equal(name, Admin.Value<string>("SELECT name FROM warehouse.event_counts_second"));
        Assert.Equal(2L, Admin.Value<long>("SELECT events FROM warehouse.event_counts_minute"));
    }

    [Fact]
    public void Null_and_absent_keys_are_empty_text()
    {
        Writer.Execute(
            $"SELECT {WarehouseFunctions.MergeLiveMetrics}($1, $2)",
            $$"""[{"second":{{_now}},"source":null,"events":3,"revenue":null}]""",
            Batches.Of(0, 3)
        );

        Assert.Equal(
            ["||||||3|0.0000"],
            Admin.Rows("SELECT source, name, country, device, currency, '', events, revenue FROM warehouse.event_counts_second")
        );
    }
}
