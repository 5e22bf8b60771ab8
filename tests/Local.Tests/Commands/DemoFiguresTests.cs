using Analytics.Local.Commands;
using Analytics.Local.Figures;
using Analytics.Local.Postgres;
using Analytics.Testing.Postgres;
using Npgsql;

namespace Local.Tests.Commands;

public sealed class DemoFiguresTests(TestEnvironment environment)
{
    static readonly DemoFigures _figures = new(10, 9, 9, 9, 1, 0, null, null, null)
    {
        Published = 9,
        PublishedRejected = 1,
        IsCompared = true,
    };

    [Fact]
    public void Everything_that_was_sent_is_counted_and_in_the_lake()
    {
        Assert.True(_figures.IsExact);
        Assert.False((_figures with { Sent = 11 }).IsExact);
        Assert.False((_figures with { Unknown = 1 }).IsExact);
        Assert.False((_figures with { Counted = 8, Lake = 8 }).IsExact);
        Assert.False((_figures with { Counted = 10, Lake = 10 }).IsExact);
        Assert.False((_figures with { Lake = 8 }).IsExact);
        Assert.False((_figures with { Rejected = 0 }).IsExact);
        Assert.False((_figures with { Accepted = 8 }).IsExact);
    }

    [Fact]
    public void What_was_answered_and_is_not_in_Kafka_is_a_loss()
    {
        Assert.False((_figures with { Published = 8, Counted = 8, Lake = 8 }).IsExact);
        Assert.False((_figures with { PublishedRejected = 0, Rejected = 0 }).IsExact);
    }

    [Fact]
    public void Events_of_somebody_else_are_no_loss()
    {
        var more = _figures with { Published = 12, Counted = 12, Lake = 12, PublishedRejected = 3, Rejected = 3 };
        Assert.True(more.IsExact);
        Assert.False((more with { Counted = 11, Lake = 11 }).IsExact);
        Assert.False((more with { Rejected = 2 }).IsExact);
    }

    [Fact]
    public void A_difference_of_one_event_is_a_failure_and_so_is_an_unknown_one_once_it_was_compared()
    {
        Assert.False((_figures with { Difference = 1 }).IsExact);
        Assert.False((_figures with { Difference = null }).IsExact);
        Assert.True((_figures with { Difference = null, IsCompared = false }).IsExact);
    }

    [Theory]
    [InlineData("('', 5, 5, 0)", 0)]
    [InlineData("('', 5, 5, 2), ('page', 3, 3, 2)", 0)] // Duplicates that no count had.
    [InlineData("('', 5, 4, 0), ('page', 3, 2, 0)", 1)]
    [InlineData("('', 5, 5, 0), ('page', 3, 2, 0), ('click', 2, 3, 0)", 2)] // The names differ by 1 and -1.
    public async Task The_difference_is_that_of_every_name(string rows, long difference)
    {
        await using var warehouse = await environment.CreateWarehouseAsync();
        await using var figures = new WarehouseFigures(warehouse.ConnectionString(Role.Admin));
        Assert.Null(await figures.DifferenceAsync(TestContext.Current.CancellationToken));
        await InsertAsync(warehouse, "r", rows);

        Assert.Equal(difference, await figures.DifferenceAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_difference_that_a_later_run_no_longer_finds_still_counts()
    {
        await using var warehouse = await environment.CreateWarehouseAsync();
        await using var figures = new WarehouseFigures(warehouse.ConnectionString(Role.Admin));
        await InsertAsync(warehouse, "first", "('', 5, 6, 0), ('page', 3, 4, 0)");
        await InsertAsync(warehouse, "second", "('', 9, 9, 0)");
        Assert.Equal(1, await figures.DifferenceAsync(TestContext.Current.CancellationToken));

        await InsertAsync(warehouse, "third", "('', 9, 9, 0), ('page', 5, 4, 0), ('click', 4, 5, 0)");
        Assert.Equal(3, await figures.DifferenceAsync(TestContext.Current.CancellationToken));
    }

    static async Task InsertAsync(TestDatabase warehouse, string run, string rows)
    {
        await using var admin = await warehouse.OpenAsync(Role.Admin, TestContext.Current.CancellationToken);
        await using var insert = new NpgsqlCommand(
            $"""
            INSERT INTO warehouse.reprocess_runs (run_id, started_at, ended_at, from_day, to_day)
            VALUES ('{run}', now(), now(), '2026-01-31', '2026-01-31');
            INSERT INTO warehouse.reprocess_differences (run_id, day, source, name, live, lake, duplicates, late)
            SELECT '{run}', '2026-01-31', 'web', name, live, lake, duplicates, 0 FROM (VALUES {rows}) AS t (name, live, lake, duplicates)
            """,
            admin
        );
        await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
