using Analytics.Contracts;

namespace Warehouse.Tests.Functions;

/// <summary>Large corrections of dimensions: beyond the values that are counted apart, and beyond the rows of one transaction.</summary>
public sealed class CorrectedValuesTests(WarehouseServer server) : DimensionCorrections(server)
{
    const int ValueLimit = 10_000;

    [Fact]
    public void Values_beyond_the_limit_are_the_same_in_the_lake_and_live()
    {
        var rows = Pages(ValueLimit + 100);
        foreach (var (part, batch) in rows.Chunk(4_000).Select((part, batch) => (part, batch)))
            Merge(part, batch);

        Assert.Equal(["100"], Others());
        Assert.Equal(0, Correct("run", rows));

        // The counts of a duplicate of a folded value are subtracted from (other).
        Merge([rows[^1], rows[0]], batch: 3);
        Assert.Equal(["101"], Others());
        Assert.Equal(2, Correct("run", rows));
        Assert.Equal(["100"], Others());
    }

    [Fact]
    public void A_freed_place_is_not_taken_by_values_that_were_folded()
    {
        var rows = Pages(ValueLimit + 100);
        foreach (var (part, batch) in rows.Chunk(4_000).Select((part, batch) => (part, batch)))
            Merge(part, batch);

        Admin.Execute(
            "SELECT warehouse.release_values('web', 'page', array_agg(value)) FROM warehouse.dimension_values WHERE value < '/00005'"
        );

        Assert.Equal(0, Correct("run", rows));
        Assert.Equal([$"{ValueLimit}"], Admin.Rows("SELECT count(*) FROM warehouse.dimension_values"));
        Assert.Equal(["100"], Others());
    }

    [Fact]
    public void New_values_take_the_room_that_is_left_when_the_change_is_made_and_no_earlier()
    {
        Merge([new(Midnight, Value: "/a")], batch: 0);
        var lake = Pages(ValueLimit + 2);

        Compare("run", lake);
        Assert.Equal(["/a"], Admin.Rows("SELECT value FROM warehouse.dimension_values"));
        Assert.Equal(ValueLimit + 3, Applied("run")); // One row goes, 9,999 come, and (other) in each of three minutes.
        Assert.Equal([$"{ValueLimit}"], Admin.Rows("SELECT count(*) FROM warehouse.dimension_values"));
        Assert.Equal(["3"], Others());
        Assert.Equal(0, Correct("next", lake));
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(40)]
    public void Readers_see_the_old_or_the_new_day_however_many_rows_change(int mostRows)
    {
        Merge(
            [new(Midnight, Value: "/gone", Events: 5), new(Midnight + 60, "bot", "", Events: 2), new(Midnight, "country", "PL", 5)],
            batch: 0
        );
        var lake = Pages(120).Append(new(Midnight + 60, "bot", "", Events: 1)).Append(new(Midnight, "country", "PL", 3)).ToList();
        Compare("run", lake);
        string[] before = ["bots|2", "country|5", "page|5"];
        string[] after = ["bots|1", "country|3", "page|120"];

        using (var applying = Batch.Begin())
        {
            Assert.Equal(123, Apply(Batch, "run", null, mostRows, withSessions: true));
            Assert.Equal(before, Seen());
            applying.Commit();
        }

        Assert.Equal(after, Seen());
        Assert.Equal(["bot|1", "page|120"], Days());
        while (Batch.Rows($"SELECT {WarehouseFunctions.FoldCorrection}({mostRows})") is not ["null"])
            Assert.Equal(after, Seen());

        Assert.Equal(after, Seen());
        Assert.Equal(["122"], Admin.Rows("SELECT count(*) FROM warehouse.dimension_counts_minute"));
        Compare("next", lake);
        Assert.Equal(0, Applied("next", mostRows: mostRows, withSessions: true));
        Assert.Equal(["bot|1", "page|120"], Days());
    }

    // The numbers that readers see.
    List<string> Seen() =>
        Admin.Rows(
            """
            SELECT dimension, sum(events) FROM reporting.dimensions GROUP BY 1
            UNION ALL SELECT 'bots', sum(events) FROM reporting.bots ORDER BY 1
            """
        );

    List<string> Days() => Admin.Rows("SELECT dimension, sum(events) FROM warehouse.dimension_counts_day GROUP BY 1 ORDER BY 1");

    List<string> Others() => Admin.Rows("SELECT sum(events) FROM warehouse.dimension_counts_minute WHERE value = '(other)'");

    // A view of each page, in the first minutes of the day.
    static List<DimensionRow> Pages(int count) =>
        [.. Enumerable.Range(0, count).Select(page => new DimensionRow(Midnight + (page % 3 * 60), Value: $"/{page:00000}", PageViews: 1))];
}
