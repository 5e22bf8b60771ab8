using Analytics.Warehouse;

namespace Warehouse.Tests.Functions;

public sealed partial class MaintainTests : IDisposable
{
    readonly Database _database;
    readonly Session _admin;

    public MaintainTests(WarehouseServer server)
    {
        _database = server.CreateOwn();
        _admin = _database.Open();
    }

    public void Dispose()
    {
        _admin.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Has_nothing_to_do_after_migrate() => Assert.Empty(Maintain());

    [Theory]
    [InlineData("event_counts_second", "now() - interval '2 days'", "now() + interval '3 days'")]
    [InlineData("event_counts_minute", "now() - interval '400 days'", "now() + interval '1 month'")]
    [InlineData("dimension_counts_minute", "now() - interval '90 days'", "now() + interval '1 month'")]
    [InlineData("batches", "now() - interval '2 days'", "now() + interval '3 days'")]
    public void Has_partitions_for_all_that_is_kept_and_ahead(string table, string from, string to)
    {
        var bounds = _admin.Rows(
            $"""
            SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE oid IN
            (SELECT inhrelid FROM pg_inherits WHERE inhparent = 'warehouse.{table}'::regclass)
            """
        );

        Assert.Contains("DEFAULT", bounds);
        foreach (var at in (string[])[from, to])
        {
            Assert.Equal(
                1L,
                _admin.Value<long>(
                    $"""
                    SELECT count(*) FROM pg_class,
                    LATERAL regexp_match(pg_get_expr(relpartbound, oid), $$FROM \('(.*)'\) TO \('(.*)'\)$$) AS bound
                    WHERE oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = 'warehouse.{table}'::regclass)
                        AND {at} >= bound[1]::timestamptz AND {at} < bound[2]::timestamptz
                    """
                )
            );
        }
    }

    [Fact]
    public void A_partition_made_late_takes_its_rows_from_the_default()
    {
        var today = _admin.Value<string>("SELECT 'event_counts_second_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD')");
        _admin.Execute($"DROP TABLE warehouse.{today}");
        using (var writer = _database.Open(Roles.Writer))
        {
            writer.Merge(
                [
                    new(
                        TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
                        Newest: TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()
                    ),
                ],
                Batches.Of(0, 1)
            );
        }
        Assert.Equal(1L, _admin.Value<long>("SELECT count(*) FROM warehouse.event_counts_second_default"));

        Assert.Equal([$"made|{today}"], Maintain());
        Assert.Equal(1L, _admin.Value<long>($"SELECT count(*) FROM warehouse.{today}"));
        Assert.Equal(0L, _admin.Value<long>("SELECT count(*) FROM warehouse.event_counts_second_default"));
        Assert.Equal(
            ["{fillfactor=70,autovacuum_vacuum_scale_factor=0,autovacuum_vacuum_threshold=5000,autovacuum_vacuum_cost_delay=0}"],
            _admin.Rows($"SELECT reloptions FROM pg_class WHERE oid = 'warehouse.{today}'::regclass")
        );
    }

    [Fact]
    public void Moves_so_many_rows_at_once_and_leaves_the_others_for_the_next_call()
    {
        _admin.Execute("CREATE OR REPLACE FUNCTION warehouse.move_limit() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 3::bigint'");
        var days = _admin.Rows(
            "SELECT to_char((now() + day * interval '1 day') AT TIME ZONE 'UTC', 'YYYYMMDD') FROM generate_series(0, 2) AS day"
        );
        foreach (var day in days)
            _admin.Execute($"DROP TABLE warehouse.event_counts_second_{day}");

        // Two rows of the first day, two of the second, more than fit of the third.
        _admin.Execute(
            """
            INSERT INTO warehouse.event_counts_second
            SELECT now() + day * interval '1 day', 1, now(), now(), 'web', 'name ' || number, '', '', '', 0
            FROM generate_series(0, 2) AS day, generate_series(1, CASE day WHEN 2 THEN 4 ELSE 2 END) AS number
            """
        );

        Assert.Equal([$"made|event_counts_second_{days[0]}", .. Left(days[1], days[2])], Maintain());
        Assert.Equal([$"made|event_counts_second_{days[1]}", .. Left(days[2])], Maintain());
        Assert.Equal(Left(days[2]), Maintain());
        Assert.Equal(4L, _admin.Value<long>("SELECT count(*) FROM warehouse.event_counts_second_default"));
        Assert.Equal(8L, _admin.Value<long>("SELECT count(*) FROM warehouse.event_counts_second"));

        static IEnumerable<string> Left(params string[] days) =>
            days.Select(day => $"left in DEFAULT, many rows|event_counts_second_{day}");
    }

    [Fact]
    public void Drops_what_is_no_longer_kept_and_nothing_else()
    {
        var old = Old();
        _admin.Execute(
            $"""
            DROP TABLE warehouse.{old};
            SELECT warehouse.make_partition('event_counts_second', 'event_counts_second_20200101', 'bucket',
            '2020-01-01Z', '2020-01-02Z', '');
            SELECT warehouse.make_partition('event_counts_minute', 'event_counts_minute_202001', 'bucket',
            '2020-01-01Z', '2020-02-01Z', '');
            INSERT INTO warehouse.late_counts_minute
            VALUES ('2020-01-01Z', 'w', 'old', 1, '2020-01-01Z'), ('2020-01-01Z', 'w', 'new', 1, now());
            INSERT INTO warehouse.rejected_counts_minute VALUES ('2020-01-01Z', 'w', 'old', 1), (now(), 'w', 'new', 1);
            INSERT INTO warehouse.event_counts_minute
            VALUES ('2010-01-01Z', 1, '2010-01-01Z', '2010-01-01Z', 'w', 'old', '', '', '', 0),
            ('2010-01-01Z', 1, now(), now(), 'w', 'new', '', '', '', 0);
            """
        );

        Assert.Equal(
            [
                $"deleted 1 rows|{old}",
                "deleted 1 rows|late_counts_minute",
                "deleted 1 rows|rejected_counts_minute",
                "dropped|event_counts_minute_202001",
                "dropped|event_counts_second_20200101",
                $"made|{old}",
            ],
            Maintain().Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ["new", "new", "new"],
            _admin.Rows(
                "SELECT name FROM warehouse.event_counts_minute UNION ALL SELECT code FROM warehouse.rejected_counts_minute "
                    + "UNION ALL SELECT name FROM warehouse.late_counts_minute"
            )
        );
    }

    [Fact]
    public void Skips_a_table_that_is_in_use_and_says_so()
    {
        _admin.Execute(
            "SELECT warehouse.make_partition('event_counts_second', 'event_counts_second_20200101', 'bucket', '2020-01-01Z', "
                + "'2020-01-02Z', '')"
        );
        using var reader = _database.Open(Roles.Reader);
        using (reader.Begin())
        {
            reader.Execute("SELECT FROM live_events");
            Assert.Equal(["skipped, in use|event_counts_second"], Maintain());
        }

        Assert.Equal(["dropped|event_counts_second_20200101"], Maintain());
    }

    List<string> Maintain()
    {
        using var batch = _database.Open(Roles.Batch);
        return batch.Rows("SELECT * FROM warehouse.maintain() UNION ALL SELECT * FROM warehouse.delete_old_rows()");
    }
}
