namespace Warehouse.Tests.Functions;

/// <content>Rows older than the kept months, as an import writes them.</content>
public sealed partial class MaintainTests
{
    [Fact]
    public void A_partition_is_made_without_reading_old_rows_of_the_default()
    {
        var next = _admin.Value<string>(
            "SELECT 'event_counts_minute_' || to_char((now() + interval '1 month') AT TIME ZONE 'UTC', 'YYYYMM')"
        );
        _admin.Execute(
            $"""
            DROP TABLE warehouse.{next};
            INSERT INTO warehouse.event_counts_minute
            SELECT timestamptz '2010-01-01Z' + number * interval '1 day', 1, now(), now(), 'web', 'imported', '', '', '', 0
            FROM generate_series(1, 1000) AS number
            """
        );

        using var transaction = _admin.Begin();
        Assert.Equal([$"made|{next}"], _admin.Rows("SELECT * FROM warehouse.maintain()"));

        const string read = "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables WHERE relname LIKE ";
        Assert.Equal(["0"], _admin.Rows($"{read} 'event_counts_minute%'"));
    }

    [Fact]
    public void Old_rows_leave_the_default_when_the_month_after_them_does()
    {
        var old = Old();
        _admin.Execute(
            $"""
            SET ROLE analytics_owner;
            DROP TABLE warehouse.{old};
            SELECT warehouse.make_partition('event_counts_minute', 'event_counts_minute_old_201001', 'bucket', '-infinity',
            '2010-01-01Z', '');
            INSERT INTO warehouse.event_counts_minute
            SELECT bucket, 1, now(), now(), 'web', 'imported', '', '', '', 0
            FROM unnest(ARRAY['1970-01-01Z', '2010-01-01Z', '9999-01-01Z']::timestamptz[]) AS bucket;
            RESET ROLE
            """
        );

        Assert.Equal([$"made|{old}"], Maintain());
        Assert.Empty(Maintain());
        Assert.Equal(
            ["event_counts_minute_default", old, "event_counts_minute_old_201001"],
            _admin.Rows(
                "SELECT replace(tableoid::regclass::text, 'warehouse.', '') FROM warehouse.event_counts_minute ORDER BY bucket DESC"
            )
        );
    }

    string Old() => _admin.Value<string>("SELECT relname::text FROM pg_class WHERE relname ~ '^event_counts_minute_old_[0-9]+$'");
}
