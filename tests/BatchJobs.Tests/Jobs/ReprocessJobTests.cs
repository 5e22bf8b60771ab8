using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Runs;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Local;
using Analytics.Testing;
using Analytics.Testing.Postgres;
using BatchJobs.Tests.Streaming;
using Npgsql;

namespace BatchJobs.Tests.Jobs;

[Collection(SparkCollection.Name)]
public sealed class ReprocessJobTests(TestEnvironment environment) : IAsyncLifetime
{
    readonly TestFolder _folder = new();
    TestDatabase? _warehouse;
    StreamedTopics? _topics;

    TestDatabase Warehouse => _warehouse!;

    StreamedTopics Topics => _topics!;

    public async ValueTask InitializeAsync()
    {
        _warehouse = await environment.CreateWarehouseAsync();
        _topics = new StreamedTopics(new LakeFolder(Path.Combine(_folder.Path, "lake")), _warehouse, _folder.Path);
    }

    public async ValueTask DisposeAsync()
    {
        await Warehouse.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)] // The seconds of yesterday are kept.
    [InlineData(5)] // Of five days ago only minutes, and late events are counted.
    public async Task A_day_becomes_exactly_what_a_plain_computation_gives_and_stays_so(int daysAgo)
    {
        var day = DaysAgo(daysAgo);
        var events = new GeneratedEvents(day, seed: daysAgo, latestDays: daysAgo);
        Topics.Publish(events.Next(Topics, 400));
        Topics.Archive();
        await Topics.MergeAsync();

        Assert.Equal(ExitCodes.Done, await ReprocessAsync(day));

        var expected = new ExpectedDay(Topics.Messages, day);
        Assert.True(expected.Duplicates > 10, "the data have duplicates");
        await AssertDayAsync(day, expected, withSeconds: daysAgo == 1);
        Assert.Equal(
            [$"{expected.Events + expected.Duplicates}|{expected.Events}|{expected.Duplicates}|{expected.LateEvents}|0"],
            await TotalsAsync()
        );

        Assert.Equal(ExitCodes.Done, await ReprocessAsync(day, dryRun: true));
        Assert.Equal([], await LinesAsync("SELECT kind || bucket FROM staging.count_changes"));
    }

    async Task AssertDayAsync(DateOnly day, ExpectedDay expected, bool withSeconds)
    {
        var found = new WarehouseDay(Warehouse, day);
        Assert.Equal(expected.Minutes, await found.MinutesAsync());
        Assert.Equal(withSeconds ? expected.Seconds : [], await found.SecondsAsync());
        Assert.Equal(expected.Late, await found.LateAsync());
        Assert.Equal(expected.Rejected, await found.RejectedAsync());
        Assert.Equal(ExpectedSessions.Of(expected.Window, day), await found.SessionsAsync());
    }

    Task<List<string>> TotalsAsync() =>
        LinesAsync(
            """
            SELECT concat_ws('|', sum(live), sum(lake), sum(duplicates), sum(late), sum(unexplained)) FROM reporting.differences WHERE name = ''
            """
        );

    Task<int> ReprocessAsync(DateOnly day, bool dryRun = false) =>
        BatchRun.ExecuteAsync("reprocess", new(Topics.Lake, Warehouse.ConnectionString(Role.Batch), dryRun), RunIdentity.New(), run =>
            Task.FromResult(ReprocessJob.Run(run, new(day, day, null, TimeSpan.Zero), TestContext.Current.CancellationToken))
        );

    async Task<List<string>> LinesAsync(string sql)
    {
        await using var connection = await Warehouse.OpenAsync(Role.Batch);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));

        return lines;
    }

    static DateOnly DaysAgo(int days) => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-days);
}
