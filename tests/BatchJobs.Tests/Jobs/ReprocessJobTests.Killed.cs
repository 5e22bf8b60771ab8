using Analytics.Hosting;
using Analytics.Local.Postgres;
using BatchJobs.Tests.Streaming;

namespace BatchJobs.Tests.Jobs;

/// <content>Kills the job's process.</content>
public sealed partial class ReprocessJobTests
{
    /// <summary>REPROCESS_KILLS sets the number of kills.</summary>
    [Fact]
    public async Task Killed_at_any_moment_a_day_is_old_or_new_and_the_next_run_completes_it()
    {
        string[] moments =
        [
            "copying the live rows: done",
            "removing duplicates: done",
            "counting the lake: done",
            "comparing: done",
            "sessions and visitors: done",
            "sessions to the warehouse: done",
        ];
        var day = DaysAgo(1);
        Topics.Publish(new GeneratedEvents(day, seed: 11, latestDays: 1).Next(Topics, 100));
        Topics.Archive();
        await Topics.MergeAsync();
        await Topics.MergeSessionsAsync();
        var expected = new ExpectedDay(Topics.Messages, day);
        var found = new WarehouseDay(Warehouse, day);
        var old = await NumbersAsync();
        var kills = int.TryParse(Environment.GetEnvironmentVariable("REPROCESS_KILLS"), out var given) ? given : 1;
        for (var kill = 0; kill < kills; kill++)
        {
            using var killed = new RunningReprocess(Topics, Warehouse.ConnectionString(Role.Batch), day);
            Assert.True(await killed.KillAtAsync(moments[^(kill % moments.Length + 1)]));
            Assert.Contains(await NumbersAsync(), (List<string>[])[old, [.. expected.Minutes, .. expected.Dimensions]]);
        }

        Assert.Equal(ExitCodes.Done, await ReprocessAsync(day));
        await AssertDayAsync(day, expected, withSeconds: true);

        async Task<List<string>> NumbersAsync() => [.. await found.MinutesAsync(), .. await found.DimensionsAsync()];
    }
}
