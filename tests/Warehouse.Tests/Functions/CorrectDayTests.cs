using Analytics.Contracts;
using Analytics.Warehouse;
using CsCheck;
using Npgsql;

namespace Warehouse.Tests.Functions;

/// <summary>The functions of reprocess, without Spark: the staged rows of the lake are inserted as its JDBC writer does.</summary>
public sealed class CorrectDayTests : IDisposable
{
    static readonly long _midnight = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero)
        .AddDays(-1)
        .ToUnixTimeSeconds();
    static readonly DateOnly _day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1);

    readonly Database _database;
    readonly Session _admin;
    readonly Session _batch;
    readonly Session _writer;

    public CorrectDayTests(WarehouseServer server)
    {
        _database = server.Create();
        _admin = _database.Open();
        _batch = _database.Open(Roles.Batch);
        _writer = _database.Open(Roles.Writer);
        Assert.True(_batch.Value<bool>($"SELECT {WarehouseFunctions.LockReprocess}()"));
    }

    public void Dispose()
    {
        _writer.Dispose();
        _batch.Dispose();
        _admin.Dispose();
        _database.Dispose();
    }

    static readonly Gen<LiveRow> _row =
        from second in Gen.Long[_midnight - 60, _midnight + 240]
        from name in Any("", "page_view", "purchase")
        from country in Any("", "PL")
        from money in Any<(string, decimal?)>(("", null), ("EUR", 12.5m), ("EUR", -0.0001m))
        from code in Gen.Frequency((5, Gen.Const("")), (1, Gen.Const("unparsable")))
        from events in Gen.Int[1, 9]
        from received in Gen.Long[_midnight * 1000, (_midnight + 90_000) * 1000]
        select new LiveRow(
            second,
            code.Length > 0 ? "" : "web",
            name,
            country,
            "",
            money.Item1,
            code,
            events,
            money.Item2,
            received,
            received
        );

    /// <summary>Rows that the copy has, rows merged after it, and what the lake holds of the former.</summary>
    static readonly Gen<(LiveRow[] Before, LiveRow[] After, LiveRow[] Lake)> _correction =
        from before in _row.Array[0, 12]
        from after in _row.Array[0, 6]
        from kept in Gen.Bool.Array[before.Length]
        from added in _row.Array[0, 3]
        select (before, after, before.Where((_, index) => kept[index]).Concat(added).ToArray());

    [Fact]
    public void A_correction_and_the_merges_after_its_copy_commute() =>
        _correction.Sample(
            given =>
            {
                var between = Outcome(given, mergeBetween: true);
                var afterwards = Outcome(given, mergeBetween: false);
                Assert.Equal(afterwards, between);
                Assert.Equal(Outcome(([], given.After, given.Lake), mergeBetween: false), between);
            },
            iter: 60,
            threads: 1
        );

    [Fact]
    public void A_second_correction_changes_nothing()
    {
        LiveRow[] live =
        [
            new(_midnight + 5, Events: 3, Oldest: 1000, Newest: 9000),
            new(_midnight + 7, Name: "gone", Oldest: 1, Newest: 2),
        ];
        LiveRow[] lake = [new(_midnight + 5, Events: 2, Oldest: 1000, Newest: 8000), new(_midnight + 70, Events: 1, Oldest: 5, Newest: 6)];
        _writer.Merge(live, Batches.Of(0, 4));

        Assert.True(Correct("first", lake) > 0);
        Assert.Equal(0, Correct("second", lake));
        Assert.Equal(["first|web||4|3|0|0", "second|web||3|3|0|0"], Differences("name = ''"));
    }

    [Fact]
    public void A_row_of_the_lake_that_a_repeated_task_wrote_twice_counts_once()
    {
        LiveRow[] rows = [new(_midnight + 5, Events: 3, Revenue: 2, Currency: "EUR", Oldest: 1000, Newest: 9000)];
        _writer.Merge(rows, Batches.Of(0, 3));

        Assert.Equal(0, Correct("run", [.. rows, .. rows]));
    }

    [Fact]
    public void Names_beyond_the_limit_are_the_same_in_the_lake_and_live()
    {
        LiveRow[] rows =
        [
            .. Enumerable.Range(0, 2_100).Select(number => new LiveRow(_midnight + 5, Name: $"name {number}", Oldest: 1, Newest: 2)),
        ];
        foreach (var (part, batch) in rows.Chunk(700).Select((part, batch) => (part, batch)))
            _writer.Merge(part, Batches.Of(batch, batch + 1, id: batch));

        Assert.Equal(2_001, _admin.Value<long>("SELECT count(*) FROM warehouse.event_counts_minute"));
        Assert.Equal(0, Correct("run", rows));
        Assert.Equal(["run|web||2100|2100|0|0"], Differences("run_id = 'run'"));
    }

    [Fact]
    public void Only_the_source_that_is_asked_for_changes()
    {
        _writer.Merge([new(_midnight + 5, Source: "web"), new(_midnight + 5, Source: "app")], Batches.Of(0, 2));

        Correct("run", [], source: "web");

        Assert.Equal(["app|1"], _admin.Rows("SELECT source, events FROM warehouse.event_counts_minute"));
    }

    [Fact]
    public void The_copy_refuses_a_snapshot_that_is_not_of_one_moment()
    {
        using var transaction = _batch.Begin();
        Assert.Equal("AN003", Assert.Throws<PostgresException>(() => Copy("run", null)).SqlState);
    }

    [Fact]
    public void A_run_without_the_lock_changes_nothing()
    {
        using var other = _database.Open(Roles.Batch);
        Assert.False(other.Value<bool>($"SELECT {WarehouseFunctions.LockReprocess}()"));
        Assert.Contains("since", other.Value<string>($"SELECT {WarehouseFunctions.LockHolder}('reprocess')"), StringComparison.Ordinal);
        Assert.Equal("AN003", Assert.Throws<PostgresException>(() => Apply(other, "run", null)).SqlState);
    }

    [Fact]
    public void Merges_wait_for_the_last_part_of_a_correction_only()
    {
        _writer.Merge([new(_midnight + 5)], Batches.Of(0, 1));
        Compare("run", []);
        using (var applying = _batch.Begin())
        {
            Apply(_batch, "run", null);
            _writer.Execute("SET lock_timeout = '100ms'");
            Assert.Equal(
                PostgresErrorCodes.LockNotAvailable,
                Assert.Throws<PostgresException>(() => _writer.Merge([new(_midnight + 5)], Batches.Of(1, 2))).SqlState
            );
            applying.Commit();
        }

        _writer.Merge([new(_midnight + 5)], Batches.Of(1, 2));
        Assert.Equal(["1"], _admin.Rows("SELECT events FROM warehouse.event_counts_minute"));
    }

    [Fact]
    public void A_part_of_20_000_changed_rows_holds_merges_for_less_than_two_seconds()
    {
        Compare("run", []);
        _batch.Execute(
            $"""
            INSERT INTO staging.lake_counts (run_id, second, source, name, country, device, currency, code, events, revenue, is_late)
            SELECT 'run', {_midnight} + i % 600, 'web', 'event ' || i / 600, 'PL', 'mobile', '', '', 1, 0, false FROM generate_series(1, 16000) AS i
            """
        );
        var changes = _batch.Value<long>($"SELECT {WarehouseFunctions.CompareDay}($1, $2, true)", "run", _day);

        var began = TimeProvider.System.GetTimestamp();
        using (var applying = _batch.Begin())
        {
            Assert.Equal(changes, Apply(_batch, "run", null));
            applying.Commit();
        }

        Assert.InRange(changes, 16_000, 20_000);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(6));
        Assert.Equal(16000L, _admin.Value<long>("SELECT sum(events)::bigint FROM warehouse.event_counts_minute"));
    }

    List<string> Outcome((LiveRow[] Before, LiveRow[] After, LiveRow[] Lake) given, bool mergeBetween)
    {
        _admin.Execute(
            "DELETE FROM warehouse.event_counts_second; DELETE FROM warehouse.event_counts_minute; DELETE FROM warehouse.batches; "
                + "DELETE FROM warehouse.rejected_counts_minute; DELETE FROM warehouse.ingest_ledger; "
                + "DELETE FROM warehouse.reprocess_differences"
        );
        _writer.Merge(given.Before, Batches.Of(0, 1));
        Compare("run", given.Lake.Where(row => row.Second >= _midnight));
        if (mergeBetween)
            _writer.Merge(given.After, Batches.Of(1, 2, id: 1));

        using (var applying = _batch.Begin())
        {
            Apply(_batch, "run", null);
            applying.Commit();
        }

        if (!mergeBetween)
            _writer.Merge(given.After, Batches.Of(1, 2, id: 1));

        return
        [
            .. _admin.Rows(
                $"""
                SELECT 'second', bucket, source, name, country, currency, events, revenue FROM warehouse.event_counts_second WHERE {InDay}
                UNION ALL
                SELECT 'minute', bucket, source, name, country, currency, events, revenue FROM warehouse.event_counts_minute WHERE {InDay}
                UNION ALL
                SELECT 'rejected', bucket, source, code, '', '', events, 0 FROM warehouse.rejected_counts_minute WHERE {InDay}
                ORDER BY 1, 2, 3, 4, 5, 6
                """
            ),
        ];
    }

    long Correct(string run, IEnumerable<LiveRow> lake, string? source = null)
    {
        Compare(run, lake, source);
        using var applying = _batch.Begin();
        var changed = Apply(_batch, run, source);
        applying.Commit();
        return changed;
    }

    void Compare(string run, IEnumerable<LiveRow> lake, string? source = null)
    {
        using (var copying = _batch.Begin())
        {
            _batch.Execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            Copy(run, source);
            copying.Commit();
        }

        foreach (
            var row in lake.GroupBy(row => (row.Second, row.Source, row.Name, row.Country, row.Currency, row.Code)).SelectMany(Grouped)
        )
        {
            _batch.Execute(
                """
                INSERT INTO staging.lake_counts (run_id, second, source, name, country, device, currency, code, events, revenue,
                    oldest_received_ms, newest_received_ms, is_late)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, false)
                """,
                run,
                row.Second,
                row.Source,
                row.Code.Length > 0 ? "" : row.Name,
                row.Code.Length > 0 ? "" : row.Country,
                row.Code.Length > 0 ? "" : row.Device,
                row.Code.Length > 0 ? "" : row.Currency,
                row.Code,
                (long)row.Events,
                row.Revenue ?? 0,
                row.Oldest ?? 0,
                row.Newest ?? 0
            );
        }

        _batch.Execute($"SELECT {WarehouseFunctions.CompareDay}($1, $2, true)", run, _day);
    }

    // Spark groups before it writes; equal rows stay apart, as those of a repeated task are.
    static IEnumerable<LiveRow> Grouped(IEnumerable<LiveRow> rows)
    {
        var all = rows.ToList();
        return all.Count > 1 && all.Distinct().Count() == 1
            ? all
            :
            [
                all[0] with
                {
                    Events = all.Sum(row => row.Events),
                    Revenue = all.Sum(row => row.Revenue ?? 0),
                    Oldest = all.Min(row => row.Oldest),
                    Newest = all.Max(row => row.Newest),
                },
            ];
    }

    void Copy(string run, string? source) =>
        _batch.Execute($"SELECT * FROM {WarehouseFunctions.CopyLiveDay}($1, $2, $3::text, true)", run, _day, source);

    static long Apply(Session session, string run, string? source) =>
        session.Value<long>(
            $"SELECT {WarehouseFunctions.ApplyDay}($1, now(), $2, $2, $3::text, $2, false, to_timestamp({_midnight}))",
            run,
            _day,
            source
        );

    List<string> Differences(string which) =>
        _batch.Rows(
            $"SELECT run_id, source, name, live, lake, duplicates, late FROM reporting.differences WHERE {which} ORDER BY run_id, source, name"
        );

    static string InDay => $"bucket >= to_timestamp({_midnight}) AND bucket < to_timestamp({_midnight + 86400})";

    static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
