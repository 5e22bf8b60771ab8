using Analytics.Contracts;
using Analytics.Warehouse;
using CsCheck;
using Npgsql;

namespace Warehouse.Tests.Functions;

/// <summary>The functions of reprocess, without Spark: the staged rows of the lake are inserted as its JDBC writer does.</summary>
public sealed class CorrectDayTests : FreshDatabase
{
    static readonly long _midnight = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero)
        .AddDays(-1)
        .ToUnixTimeSeconds();
    static readonly DateOnly _day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1);

    public CorrectDayTests(WarehouseServer server)
        : base(server)
    {
        Assert.True(Batch.Value<bool>($"SELECT {WarehouseFunctions.LockReprocess}()"));
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
        Writer.Merge(live, Batches.Of(0, 4));

        Assert.True(Correct("first", lake) > 0);
        Assert.Equal(0, Correct("second", lake));
        Assert.Equal(["first|web||4|3|0|0", "second|web||3|3|0|0"], Differences("name = ''"));
    }

    [Fact]
    public void A_row_of_the_lake_that_a_repeated_task_wrote_twice_counts_once()
    {
        LiveRow[] rows = [new(_midnight + 5, Events: 3, Revenue: 2, Currency: "EUR", Oldest: 1000, Newest: 9000)];
        Writer.Merge(rows, Batches.Of(0, 3));

        Assert.Equal(0, Correct("run", rows, times: 2));
    }

    [Fact]
    public void Names_beyond_the_limit_are_the_same_in_the_lake_and_live()
    {
        LiveRow[] rows =
        [
            .. Enumerable.Range(0, 2_100).Select(number => new LiveRow(_midnight + 5, Name: $"name {number}", Oldest: 1, Newest: 2)),
        ];
        foreach (var (part, batch) in rows.Chunk(700).Select((part, batch) => (part, batch)))
            Writer.Merge(part, Batches.Of(batch, batch + 1, id: batch));

        Assert.Equal(2_001, Admin.Value<long>("SELECT count(*) FROM warehouse.event_counts_minute"));
        Assert.Equal(0, Correct("run", rows));
        Assert.Equal(["run|web||2100|2100|0|0"], Differences("run_id = 'run'"));
    }

    [Fact]
    public void Only_the_source_that_is_asked_for_changes()
    {
        Writer.Merge([new(_midnight + 5, Source: "web"), new(_midnight + 5, Source: "app")], Batches.Of(0, 2));

        Correct("run", [], source: "web");

        Assert.Equal(["app|1"], Admin.Rows("SELECT source, events FROM warehouse.event_counts_minute"));
    }

    [Fact]
    public void The_copy_refuses_a_snapshot_that_is_not_of_one_moment()
    {
        using var transaction = Batch.Begin();
        Assert.Equal("AN003", Assert.Throws<PostgresException>(() => Copy("run", null)).SqlState);
    }

    [Fact]
    public void A_run_without_the_lock_changes_nothing()
    {
        using var other = Database.Open(Roles.Batch);
        Assert.False(other.Value<bool>($"SELECT {WarehouseFunctions.LockReprocess}()"));
        Assert.Contains("since", other.Value<string>($"SELECT {WarehouseFunctions.LockHolder}('reprocess')"), StringComparison.Ordinal);
        Assert.Equal("AN003", Assert.Throws<PostgresException>(() => Apply(other, "run", null)).SqlState);
    }

    [Fact]
    public void Merges_wait_for_the_last_part_of_a_correction_only()
    {
        Writer.Merge([new(_midnight + 5)], Batches.Of(0, 1));
        Compare("run", []);
        using (var applying = Batch.Begin())
        {
            Apply(Batch, "run", null);
            Writer.Execute("SET lock_timeout = '100ms'");
            Assert.Equal(
                PostgresErrorCodes.LockNotAvailable,
                Assert.Throws<PostgresException>(() => Writer.Merge([new(_midnight + 5)], Batches.Of(1, 2))).SqlState
            );
            applying.Commit();
        }

        Writer.Merge([new(_midnight + 5)], Batches.Of(1, 2));
        Assert.Equal(["1"], Admin.Rows("SELECT events FROM warehouse.event_counts_minute"));
    }

    [Fact]
    public async Task Many_changes_count_at_once_whatever_ends_the_run_and_merges_go_on()
    {
        Writer.Merge([new(_midnight + 5, Name: "gone", Events: 3), new(_midnight + 400, Name: "event 1")], Batches.Of(0, 4));
        Begin("run");
        var changes = Stage("run", 4000);
        Assert.True(Batch.Value<bool>("SELECT pg_advisory_unlock(hashtext('analytics.reprocess'))"));
        var dying = Database.Open(Roles.Batch);
        Assert.True(dying.Value<bool>($"SELECT {WarehouseFunctions.LockReprocess}()"));
        using (var applying = dying.Begin())
        {
            Assert.Equal(changes, Apply(dying, "run", null, mostRows: 500));
            Assert.Equal(["minute|4", "second|4"], Seen());
            applying.Commit();
        }

        Assert.Equal(["minute|4000", "second|4000"], Seen());
        Assert.Equal(["4"], Admin.Rows("SELECT sum(events) FROM warehouse.event_counts_minute"));
        for (var part = 0; part < 3; part++)
        {
            Writer.Merge([new(_midnight + 5)], Batches.Of(4 + part, 5 + part, id: part + 1));
            Assert.InRange(dying.Value<long>($"SELECT {WarehouseFunctions.FoldCorrection}(500)"), 1, 1000);
            Assert.Equal([$"minute|{4001 + part}", $"second|{4001 + part}"], Seen());
        }

        // The end of the session undoes the part that is not committed, and gives the lock away.
        dying.Begin();
        dying.Value<long>($"SELECT {WarehouseFunctions.FoldCorrection}(500)");
        Admin.Execute($"SELECT pg_terminate_backend({dying.ProcessId}, 10000)");
        Assert.Equal(["minute|4003", "second|4003"], Seen());

        Assert.True(Batch.Value<bool>($"SELECT {WarehouseFunctions.LockReprocess}()"));
        Assert.Equal("AN003", Assert.Throws<PostgresException>(() => Compare("next", [])).SqlState);
        var merging = Task.Run(() =>
            LongestOf(30, merge => Writer.Merge([new(_midnight + 65)], Batches.Of(7 + merge, 8 + merge, id: 4 + merge)))
        );
        while (Batch.Rows($"SELECT {WarehouseFunctions.FoldCorrection}(500)") is not ["null"])
            Assert.InRange(Admin.Value<long>("SELECT sum(events)::bigint FROM reporting.live_events"), 4003, 4033);

        Assert.InRange(await merging, TimeSpan.Zero, TimeSpan.FromSeconds(6));
        Assert.Equal(["minute|4033", "second|4033"], Seen());
        Assert.Equal(["4033"], Admin.Rows("SELECT sum(events) FROM warehouse.event_counts_minute WHERE name <> 'gone'"));
        Compare("next", []);
    }

    static TimeSpan LongestOf(int times, Action<int> work) =>
        Enumerable
            .Range(0, times)
            .Select(time =>
            {
                var began = TimeProvider.System.GetTimestamp();
                work(time);
                return TimeProvider.System.GetElapsedTime(began);
            })
            .Max();

    // The numbers that readers see.
    List<string> Seen() =>
        Admin.Rows(
            """
            SELECT 'minute', sum(events) FROM reporting.events_by_minute
            UNION ALL SELECT 'second', sum(events) FROM reporting.live_events ORDER BY 1
            """
        );

    [Fact]
    public void A_part_of_20_000_changed_rows_holds_merges_for_less_than_two_seconds()
    {
        Begin("run");
        var changes = Stage("run", 16_000);

        var began = TimeProvider.System.GetTimestamp();
        using (var applying = Batch.Begin())
        {
            Assert.Equal(changes, Apply(Batch, "run", null));
            applying.Commit();
        }

        Assert.InRange(changes, 16_000, 20_000);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(6));
        Assert.Equal(16000L, Admin.Value<long>("SELECT sum(events)::bigint FROM warehouse.event_counts_minute"));
    }

    List<string> Outcome((LiveRow[] Before, LiveRow[] After, LiveRow[] Lake) given, bool mergeBetween)
    {
        Admin.Execute(
            "DELETE FROM warehouse.event_counts_second; DELETE FROM warehouse.event_counts_minute; DELETE FROM warehouse.batches; "
                + "DELETE FROM warehouse.rejected_counts_minute; DELETE FROM warehouse.ingest_ledger; "
                + "DELETE FROM warehouse.reprocess_differences"
        );
        Writer.Merge(given.Before, Batches.Of(0, 1));
        Compare("run", given.Lake.Where(row => row.Second >= _midnight));
        if (mergeBetween)
            Writer.Merge(given.After, Batches.Of(1, 2, id: 1));

        using (var applying = Batch.Begin())
        {
            Apply(Batch, "run", null);
            applying.Commit();
        }

        if (!mergeBetween)
            Writer.Merge(given.After, Batches.Of(1, 2, id: 1));

        return
        [
            .. Admin.Rows(
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

    long Correct(string run, IEnumerable<LiveRow> lake, string? source = null, int times = 1)
    {
        Compare(run, lake, source, times);
        using var applying = Batch.Begin();
        var changed = Apply(Batch, run, source);
        applying.Commit();
        return changed;
    }

    void Compare(string run, IEnumerable<LiveRow> lake, string? source = null, int times = 1)
    {
        Begin(run, source);
        foreach (var part in lake.GroupBy(row => (Kind: row.Code.Length > 0 ? "rejected" : "second", Minute: row.Second / 60 * 60)))
        {
            for (var time = 0; time < times; time++)
                Insert(run, part.Key.Kind, part.Key.Minute, [.. part.GroupBy(Counted).Select(Grouped)]);
        }

        Batch.Execute($"SELECT {WarehouseFunctions.CompareDay}($1, $2)", run, _day);
    }

    void Begin(string run, string? source = null)
    {
        Batch.Execute($"SELECT {WarehouseFunctions.ClearStaging}($1)", run);
        using var copying = Batch.Begin();
        Batch.Execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        Copy(run, source);
        copying.Commit();
    }

    void Insert(string run, string kind, long minute, List<LiveRow> rows)
    {
        Batch.Execute(
            "INSERT INTO staging.lake_counts VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            run,
            kind,
            minute,
            Array(row => kind == "rejected" ? minute : row.Second),
            Array(row => row.Source),
            Array(row => kind == "rejected" ? row.Code : row.Name),
            Array(row => kind == "rejected" ? "" : row.Country),
            Array(row => kind == "rejected" ? "" : row.Device),
            Array(row => kind == "rejected" ? "" : row.Currency),
            Array(row => (long)row.Events),
            Array(row => row.Revenue ?? 0),
            Array(row => row.Oldest ?? 0),
            Array(row => row.Newest ?? 0)
        );

        T[] Array<T>(Func<LiveRow, T> value) => [.. rows.Select(value)];
    }

    // Spark groups before it writes.
    static object Counted(LiveRow row) => (row.Code.Length > 0 ? 0 : row.Second, row.Source, row.Name, row.Country, row.Currency, row.Code);

    static LiveRow Grouped(IGrouping<object, LiveRow> rows) =>
        rows.First() with
        {
            Events = rows.Sum(row => row.Events),
            Revenue = rows.Sum(row => row.Revenue ?? 0),
            Oldest = rows.Min(row => row.Oldest),
            Newest = rows.Max(row => row.Newest),
        };

    /// <summary>Stages rows of the lake of which each changes a second and each minute's sum changes too, and compares them.</summary>
    /// <returns>The number of changes.</returns>
    long Stage(string run, int rows)
    {
        Batch.Execute(
            $"""
            INSERT INTO staging.lake_counts
            SELECT '{run}', 'second', {_midnight} + m * 60, 0, array_agg({_midnight} + m * 60 + i % 60), array_agg('web'::text),
                array_agg('event ' || i / 60), array_agg('PL'::text), array_agg('mobile'::text),
                array_agg(''::text), array_agg(1), array_agg(0), array_agg(1), array_agg(2)
            FROM generate_series(0, 9) AS m, generate_series(0, {rows / 10} - 1) AS i
            GROUP BY m
            """
        );
        return Batch.Value<long>($"SELECT {WarehouseFunctions.CompareDay}($1, $2)", run, _day);
    }

    void Copy(string run, string? source) =>
        Batch.Execute($"SELECT * FROM {WarehouseFunctions.CopyLiveDay}($1, $2, $3::text, true)", run, _day, source);

    static long Apply(Session session, string run, string? source, int mostRows = 20_000) =>
        session.Value<long>(
            $"SELECT {WarehouseFunctions.ApplyDay}($1, now(), $2, $2, $3::text, $2, false, $4)",
            run,
            _day,
            source,
            mostRows
        );

    List<string> Differences(string which) =>
        Batch.Rows(
            $"SELECT run_id, source, name, live, lake, duplicates, late FROM reporting.differences WHERE {which} ORDER BY run_id, "
                + "source, name"
        );

    static string InDay => $"bucket >= to_timestamp({_midnight}) AND bucket < to_timestamp({_midnight + 86400})";

    static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
