using Analytics.Local.Postgres;
using DashboardPreview.Tests.Seed;
using Npgsql;

namespace DashboardPreview.Tests.Queries;

/// <summary>Compares what <c>trust.json</c> says about batch jobs, pushes and erasures with the seeded rows.</summary>
public sealed class BatchRunsTests(SeededWarehouse warehouse)
{
    [Theory]
    [InlineData(7)]
    [InlineData(30)]
    public async Task The_panels_of_batch_runs_show_the_seeded_rows(int days)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, ShownDashboard.Trust);
        var (from, to) = (seeded.MergedAt.AddDays(-days), seeded.MergedAt);
        var runs = seeded.Operations.Runs.Where(run => run.StartedAt >= from).OrderByDescending(run => run.StartedAt).ToArray();

        var failed = await shown.AskAsync("Batch runs that failed", from, to);
        var late = await shown.AskAsync("Late batch runs", from, to);
        var table = await shown.AskAsync("Last batch runs", from, to);

        Assert.Equal([runs.Count(run => run.Exit > 0)], failed.Numbers("failed"));
        Assert.Equal([runs.Count(run => Outcome(run) == "died")], failed.Numbers("died"));
        Assert.Equal([runs.Count(run => run.StartedAt - run.ScheduledFor > TimeSpan.FromMinutes(5))], late.Numbers("runs"));
        var shownRuns = runs.Take(50).ToDictionary(run => run.RunId);
        Assert.Equal(shownRuns.Keys, table.Texts("run"));
        Assert.Equal(shownRuns.Values.Select(Outcome), table.Texts("outcome"));
        Assert.Equal(shownRuns.Values.Select(run => (double?)run.Exit), table.Numbers("exit"));
        Assert.Equal(shownRuns.Values.Select(run => (double?)run.Rows), table.Numbers("rows"));
        Assert.Equal(shownRuns.Values.Select(run => run.Message), table.Texts("message"));
        Assert.All(shownRuns.Values.Zip(table.Numbers("took")).Where(run => run.First.EndedAt is not null), run =>
            Assert.Equal((run.First.EndedAt - run.First.StartedAt)!.Value.TotalSeconds, run.Second!.Value, 3)
        );

        string Outcome(RunRow run) =>
            run switch
            {
                { Exit: 0 } => "done",
                { EndedAt: not null } => "failed",
                _ => run.StartedAt > to.AddHours(-24) ? "running" : "died",
            };
    }

    [Theory]
    [InlineData(7, "", 2)]
    [InlineData(7, "ios", 1)]
    [InlineData(30, "ios", 2)]
    public async Task The_panel_Erasures_counts_the_picked_sources_or_all(int days, string source, double persons)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, ShownDashboard.Trust);

        var frame = await shown.AskAsync("Erasures", seeded.MergedAt.AddDays(-days), seeded.MergedAt, source.Length == 0 ? [] : [source]);

        Assert.Equal([persons], frame.Numbers("persons"));
    }

    [Fact]
    public async Task Open_transactions_are_named_with_the_longest_first()
    {
        var seeded = await warehouse.ReadyAsync();
        await using var database = await warehouse.CreateWarehouseAsync();
        await using ShownDashboard shown = new(seeded with { Database = database }, ShownDashboard.Trust);
        var ask = () => shown.AskAsync("Open transactions", seeded.MergedAt.AddDays(-1), seeded.MergedAt);

        Assert.Equal(["nobody"], (await ask()).Texts("role"));

        await using (var admin = await database.OpenAsync(Role.Admin, TestContext.Current.CancellationToken))
        {
            await using NpgsqlCommand replace = new(
                """
                CREATE OR REPLACE FUNCTION reporting.open_transactions()
                RETURNS TABLE (role text, program text, state text, seconds float8)
                LANGUAGE sql AS $$ VALUES ('analytics_reader', 'Grafana', 'active', 61::float8), ('postgres', 'psql', 'idle', 7200) $$
                """,
                admin
            );
            await replace.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        var open = await ask();
        Assert.Equal(["postgres", "analytics_reader"], open.Texts("role"));
        Assert.Equal(["psql", "Grafana"], open.Texts("program"));
        Assert.Equal([7200, 61], open.Numbers("open for"));
    }

    [Fact]
    public async Task The_panels_of_pushes_show_the_seeded_rows()
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, ShownDashboard.Trust);

        var age = await shown.AskAsync("Age of the last push to Grafana", seeded.MergedAt.AddDays(-7), seeded.MergedAt);
        var table = await shown.AskAsync("Pushes to Grafana", seeded.MergedAt.AddDays(-7), seeded.MergedAt);

        Assert.InRange(Assert.Single(age.Numbers("live"))!.Value, 6 * 3_600_000, 7 * 3_600_000);
        Assert.InRange(Assert.Single(age.Numbers("annotation"))!.Value, 6 * 3_600_000, 7 * 3_600_000);
        Assert.Equal([1], age.Numbers("waiting"));
        Assert.Equal(["annotation", "live"], table.Texts("kind"));
        Assert.Equal([null, "Grafana does not answer"], table.Texts("error"));
    }

    [Fact]
    public async Task The_panels_of_reprocess_and_of_messages_put_aside_show_the_seeded_rows()
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, ShownDashboard.Trust);
        var (from, to) = (seeded.MergedAt.AddDays(-7), seeded.MergedAt);
        var runs = seeded
            .Operations.Differences.Where(row => row.CorrectedAt.AddMinutes(-5) >= from)
            .GroupBy(row => (row.RunId, row.CorrectedAt))
            .OrderByDescending(run => run.Key.CorrectedAt)
            .ToArray();

        var table = await shown.AskAsync("Runs of reprocess", from, to);
        var aside = await shown.AskAsync("Messages put aside, by reason", from, to);

        Assert.Equal(runs.Select(run => run.Key.RunId), table.Texts("run"));
        Assert.Equal(
            runs.Select(run => (double?)run.Where(row => row.Name.Length == 0).Sum(row => row.Duplicates)),
            table.Numbers("duplicates")
        );
        Assert.Equal(["no such value"], aside.Texts("reason"));
        Assert.Equal([1d], aside.Numbers("messages"));
        Assert.Equal([1d], (await shown.AskAsync("Messages put aside", from, to)).Numbers("messages"));
    }
}
