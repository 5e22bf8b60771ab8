using Analytics.Warehouse;

namespace Warehouse.Tests.Functions;

/// <summary>What runs of reprocess leave unexplained, by <c>reporting.differences</c>.</summary>
public sealed class UnexplainedTests(WarehouseServer server) : Corrections(server)
{
    const int Lake = 100;
    const int Duplicates = 5;

    [Theory]
    [InlineData(Lake + Duplicates, 0)]
    [InlineData(Lake + Duplicates - 3, 3)]
    [InlineData(Lake, 5)]
    [InlineData(Lake - 1, 6)]
    [InlineData(Lake + Duplicates + 2, 2)]
    public void Duplicates_hide_neither_a_loss_nor_an_excess_at_the_first_run(int live, int unexplained)
    {
        Writer.Merge([Views(live)], Batches.Of(0, 1));

        Correct("first", [Views(Lake)], duplicates: Duplicates);

        Assert.Equal([$"first||{unexplained}", $"first|page_view|{unexplained}"], Unexplained());
    }

    [Theory]
    [InlineData(0, Duplicates, 0)]
    [InlineData(3, Duplicates, 3)]
    [InlineData(2, Duplicates + 2, 0)]
    public void Duplicates_that_an_earlier_run_removed_explain_nothing_again(int added, int duplicates, int unexplained)
    {
        Writer.Merge([Views(Lake + Duplicates)], Batches.Of(0, 1));
        Correct("first", [Views(Lake)], duplicates: Duplicates);
        if (added > 0)
            Writer.Merge([Views(added)], Batches.Of(1, 2, id: 1));

        Correct("second", [Views(Lake)], duplicates: duplicates);

        Assert.Equal(["first||0", "first|page_view|0", $"second||{unexplained}", $"second|page_view|{unexplained}"], Unexplained());
    }

    [Fact]
    public void A_run_of_another_source_removes_nothing_from_this_one()
    {
        Writer.Merge([Views(Lake + Duplicates), Views(3) with { Source = "app" }], Batches.Of(0, 1));

        Correct("app", [Views(3) with { Source = "app" }], source: "app");
        Correct("first", [Views(Lake), Views(3) with { Source = "app" }], duplicates: Duplicates);

        Assert.Equal(["app||0", "first||0", "first||0", "first|page_view|0"], Unexplained());
    }

    [Fact]
    public void A_run_that_begins_again_keeps_what_was_removed_before_its_first_try()
    {
        Writer.Merge([Views(Lake + Duplicates)], Batches.Of(0, 1));
        Correct("first", [Views(Lake)], duplicates: Duplicates);
        Correct("second", [Views(Lake)], duplicates: Duplicates);

        Correct("first", [Views(Lake)], duplicates: Duplicates);

        Assert.Equal(["first||0", "first|page_view|0", "second||0", "second|page_view|0"], Unexplained());
    }

    [Fact]
    public void Names_that_cancel_each_other_count_in_their_total()
    {
        Writer.Merge([Views(3), Views(2) with { Name = "click" }], Batches.Of(0, 1));

        Correct("first", [Views(2), Views(3) with { Name = "click" }]);

        Assert.Equal(["first||2", "first|click|1", "first|page_view|1"], Unexplained());
    }

    [Fact]
    public void Runs_before_the_upgrade_get_what_the_run_before_them_removed()
    {
        Writer.Merge([Views(Lake + Duplicates)], Batches.Of(0, 1));
        Correct("first", [Views(Lake)], duplicates: Duplicates);
        Correct("second", [Views(Lake)], duplicates: Duplicates);
        Admin.Execute("UPDATE warehouse.reprocess_differences SET removed_before = 0");

        var migration = Scripts
            .InOrder()
            .Single(script => script.Name.EndsWith("add_removed_before_to_reprocess_differences", StringComparison.Ordinal))
            .Contents;
        Admin.Execute(migration[migration.IndexOf("UPDATE", StringComparison.Ordinal)..]);

        Assert.All(Unexplained(), row => Assert.EndsWith("|0", row, StringComparison.Ordinal));
    }

    static LiveRow Views(int events) => new(Midnight + 5, Events: events, Oldest: 1000, Newest: 9000);

    List<string> Unexplained() => Batch.Rows("SELECT run_id, name, unexplained FROM reporting.differences ORDER BY run_id, name, source");
}
