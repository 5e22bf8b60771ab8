using Analytics.Contracts;
using Analytics.Warehouse;
using CsCheck;
using Npgsql;

namespace Warehouse.Tests.Functions;

/// <summary>Yesterday becomes what the lake holds.</summary>
public sealed class CorrectDayTests(WarehouseServer server) : Corrections(server)
{
    static readonly Gen<LiveRow> _row =
        from second in Gen.Long[Midnight - 60, Midnight + 240]
        from name in Any("", "page_view", "purchase")
        from country in Any("", "PL")
        from money in Any<(string, decimal?)>(("", null), ("EUR", 12.5m), ("EUR", -0.0001m))
        from code in Gen.Frequency((5, Gen.Const("")), (1, Gen.Const("unparsable")))
        from events in Gen.Int[1, 9]
        from received in Gen.Long[Midnight * 1000, (Midnight + 90_000) * 1000]
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
        LiveRow[] live = [new(Midnight + 5, Events: 3, Oldest: 1000, Newest: 9000), new(Midnight + 7, Name: "gone", Oldest: 1, Newest: 2)];
        LiveRow[] lake = [new(Midnight + 5, Events: 2, Oldest: 1000, Newest: 8000), new(Midnight + 70, Events: 1, Oldest: 5, Newest: 6)];
        Writer.Merge(live, Batches.Of(0, 4));

        Assert.True(Correct("first", lake) > 0);
        Assert.Equal(0, Correct("second", lake));
        Assert.Equal(["first|web||4|3|0|0", "second|web||3|3|0|0"], Differences("name = ''"));
    }

    [Fact]
    public void A_row_of_the_lake_that_a_repeated_task_wrote_twice_counts_once()
    {
        LiveRow[] rows = [new(Midnight + 5, Events: 3, Revenue: 2, Currency: "EUR", Oldest: 1000, Newest: 9000)];
        Writer.Merge(rows, Batches.Of(0, 3));

        Assert.Equal(0, Correct("run", rows, times: 2));
    }

    [Fact]
    public void Names_beyond_the_limit_are_the_same_in_the_lake_and_live()
    {
        LiveRow[] rows =
        [
            .. Enumerable.Range(0, 2_100).Select(number => new LiveRow(Midnight + 5, Name: $"name {number}", Oldest: 1, Newest: 2)),
        ];
        foreach (var (part, batch) in rows.Chunk(700).Select((part, batch) => (part, batch)))
            Writer.Merge(part, Batches.Of(batch, batch + 1, id: batch));

        Assert.Equal(2_001, Admin.Value<long>("SELECT count(*) FROM warehouse.event_counts_minute"));
        Assert.Equal(0, Correct("run", rows));
        Assert.Equal(["run|web||2100|2100|0|0"], Differences("run_id = 'run'"));
    }

    [Fact]
    public void A_freed_place_is_not_taken_by_names_that_were_folded()
    {
        LiveRow[] rows =
        [
            .. Enumerable.Range(0, 2_100).Select(number => new LiveRow(Midnight + 5, Name: $"name {number:0000}", Oldest: 1, Newest: 2)),
        ];
        foreach (var (part, batch) in rows.Chunk(700).Select((part, batch) => (part, batch)))
            Writer.Merge(part, Batches.Of(batch, batch + 1, id: batch));

        Admin.Execute("SELECT warehouse.release_names('web', array_agg(name)) FROM warehouse.event_names WHERE name < 'name 0005'");

        Assert.Equal(0, Correct("run", rows));
        Assert.Equal(2_000, Admin.Value<long>("SELECT count(*) FROM warehouse.event_names"));
        Assert.Equal(["0"], Batch.Rows("SELECT sum(abs(unexplained)) FROM reporting.differences"));
    }

    [Fact]
    public void New_names_are_registered_when_the_change_is_made_and_no_merge_waits_for_the_comparison()
    {
        string[] names = ["known", "new", "(other)"];
        LiveRow[] rows = [.. names.Select(name => new LiveRow(Midnight + 5, Name: name, Oldest: 1, Newest: 2))];
        Writer.Merge(rows[..1], Batches.Of(0, 1));
        Admin.Execute("UPDATE warehouse.event_names SET seen_on = seen_on - 1");
        Compare("run", rows);
        Assert.Equal(["known|1"], Admin.Rows("SELECT name, current_date - seen_on FROM warehouse.event_names"));

        using (Batch.Begin())
        {
            Batch.Execute($"SELECT {WarehouseFunctions.CompareDay}('run', $1)", Day);
            Writer.Execute("SET lock_timeout = '1s'");
            Writer.Merge(rows[..2], Batches.Of(1, 3));
        }

        Assert.Equal(4, Applied("run"));
        Assert.Equal(["known|0", "new|0"], Admin.Rows("SELECT name, current_date - seen_on FROM warehouse.event_names ORDER BY 1"));
        Assert.Equal(["(other)|1", "known|2", "new|2"], Admin.Rows("SELECT name, events FROM warehouse.event_counts_minute ORDER BY 1"));
    }

    [Fact]
    public void Only_the_source_that_is_asked_for_changes()
    {
        Writer.Merge([new(Midnight + 5, Source: "web"), new(Midnight + 5, Source: "app")], Batches.Of(0, 2));

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

    List<string> Outcome((LiveRow[] Before, LiveRow[] After, LiveRow[] Lake) given, bool mergeBetween)
    {
        Admin.Execute(
            "DELETE FROM warehouse.event_counts_second; DELETE FROM warehouse.event_counts_minute; DELETE FROM warehouse.batches; "
                + "DELETE FROM warehouse.rejected_counts_minute; DELETE FROM warehouse.ingest_ledger; "
                + "DELETE FROM warehouse.reprocess_differences"
        );
        Writer.Merge(given.Before, Batches.Of(0, 1));
        Compare("run", given.Lake.Where(row => row.Second >= Midnight));
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

    static string InDay => $"bucket >= to_timestamp({Midnight}) AND bucket < to_timestamp({Midnight + 86400})";

    static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
