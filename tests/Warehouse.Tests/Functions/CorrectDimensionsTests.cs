using CsCheck;
using Npgsql;

namespace Warehouse.Tests.Functions;

/// <summary>The dimensions of yesterday become those of the lake's events.</summary>
public sealed class CorrectDimensionsTests(WarehouseServer server) : DimensionCorrections(server)
{
    const string Counts = "SELECT dimension, value, events FROM warehouse.dimension_counts_minute ORDER BY 1, 2, 3";

    static readonly Gen<DimensionRow> _row =
        from minute in Any(Midnight - 60, Midnight, Midnight + 3600, Midnight + 86_340)
        from counted in Any(("page", "/"), ("page", "/a"), ("country", ""), ("bot", ""), ("goal", "purchase"), ("property:plan", "pro"))
        from source in Any("web", "")
        from money in Any(("", 0m), ("EUR", 12.5m), ("EUR", -0.0001m))
        from events in Gen.Int[1, 9]
        from views in Gen.Int[0, 2]
        where counted.Item1 != "property:plan" || source == "web"
        select new DimensionRow(minute, counted.Item1, counted.Item2, events, views, source, money.Item1, money.Item2);

    /// <summary>Rows that the copy has, rows merged after it, and what the lake holds of the former.</summary>
    static readonly Gen<(DimensionRow[] Before, DimensionRow[] After, DimensionRow[] Lake)> _correction =
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
                Assert.Equal(Outcome(given, mergeBetween: false), between);
                Assert.Equal(Outcome(([], given.After, given.Lake), mergeBetween: false), between);
            },
            iter: 60,
            threads: 1
        );

    [Fact]
    public void Duplicates_are_taken_from_every_dimension_and_a_second_correction_changes_nothing()
    {
        Merge([new(Midnight, Events: 3, PageViews: 3), new(Midnight, "country", "PL", 3), new(Midnight, Value: "/gone")]);
        DimensionRow[] lake =
        [
            new(Midnight, Events: 2, PageViews: 2),
            new(Midnight, "country", "PL", 2),
            new(Midnight, "goal", "purchase"),
        ];

        Assert.Equal(4, Correct("first", lake));
        Assert.Equal(["country|PL|2", "goal|purchase|1", "page|/|2"], Admin.Rows(Counts));
        Assert.Equal(0, Correct("second", lake));
        Assert.Equal(["first|4", "second|0"], Admin.Rows("SELECT run_id, changed_rows FROM warehouse.reprocess_runs ORDER BY 1"));
    }

    [Fact]
    public void Rows_that_a_repeated_task_wrote_twice_count_once()
    {
        DimensionRow[] rows = [new(Midnight, Events: 3, PageViews: 3), new(Midnight, "country", "PL", 3)];
        Merge(rows);

        Compare("run", rows, times: 2);

        Assert.Equal(0, Applied("run"));
    }

    [Fact]
    public void Only_the_source_that_is_asked_for_changes()
    {
        Merge([new(Midnight), new(Midnight, Source: "app")]);

        Correct("run", [], "web");

        Assert.Equal(["app"], Admin.Rows("SELECT source FROM warehouse.dimension_counts_minute"));
    }

    [Fact]
    public void Goals_and_properties_that_the_run_does_not_count_stay_as_they_are()
    {
        Merge([
            new(Midnight, "goal", "purchase"),
            new(Midnight, "goal", "signup"),
            new(Midnight, "property:plan", "pro"),
            new(Midnight, "property:plan", "of another source", Source: "app"),
            new(Midnight, "property:color", "red"),
        ]);

        Correct("run", []);

        Assert.Equal(["goal|signup|1", "property:color|red|1", "property:plan|of another source|1"], Admin.Rows(Counts));
    }

    [Fact]
    public void Dimensions_stay_as_they_are_where_the_run_counts_none_or_no_query_has_counted_any()
    {
        Merge([new(Midnight)]);
        Goals = null;
        Correct("run", []);
        Assert.Equal(["page|/|1"], Admin.Rows(Counts));

        Goals = [];
        Admin.Execute("DELETE FROM warehouse.ingest_ledger");
        Correct("run", []);
        Assert.Equal(["page|/|1"], Admin.Rows(Counts));
    }

    [Fact]
    public void Merges_of_dimensions_wait_while_their_rows_change()
    {
        Merge([new(Midnight)]);
        Compare("run", []);
        using var applying = Batch.Begin();
        Apply(Batch, "run", null);

        Writer.Execute("SET lock_timeout = '100ms'");
        Assert.Equal(
            PostgresErrorCodes.LockNotAvailable,
            Assert.Throws<PostgresException>(() => Merge([new(Midnight)], batch: 1)).SqlState
        );
    }

    List<string> Outcome((DimensionRow[] Before, DimensionRow[] After, DimensionRow[] Lake) given, bool mergeBetween)
    {
        Admin.Execute(
            "DELETE FROM warehouse.dimension_counts_minute; DELETE FROM warehouse.dimension_values; DELETE FROM warehouse.batches; "
                + "DELETE FROM warehouse.ingest_ledger"
        );
        Merge(given.Before);
        Compare("run", given.Lake.Where(row => row.Minute >= Midnight));
        if (mergeBetween)
            Merge(given.After, batch: 1);

        Applied("run");
        if (!mergeBetween)
            Merge(given.After, batch: 1);

        return Admin.Rows(
            $"""
            SELECT bucket, source, dimension, value, currency, events, page_views, revenue
            FROM warehouse.dimension_counts_minute WHERE bucket >= to_timestamp({Midnight}) ORDER BY 1, 2, 3, 4, 5
            """
        );
    }

    static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
