using Analytics.BatchJobs.Sinks;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Local.Postgres;
using Analytics.Testing.Waiting;
using BatchJobs.Tests.Streaming;
using Npgsql;

namespace BatchJobs.Tests.Jobs;

/// <content>Stops the job on its way, and kills its process.</content>
public sealed partial class ReprocessJobTests
{
    /// <summary>A run corrects the day after the line before the last one, in many parts.</summary>
    static readonly string[] _moments =
    [
        "copying the live rows: done",
        "removing duplicates: done",
        "counting the lake: done",
        "counting dimensions: done",
        "sessions and visitors: done",
        "sessions to the warehouse: done",
        "comparing: done",
        "correcting: done",
    ];

    [Fact]
    public async Task What_was_corrected_before_a_failure_is_told_to_Grafana()
    {
        Topics.Publish(new GeneratedEvents(DaysAgo(2), seed: 5, latestDays: 1).Next(Topics, 40));
        Topics.Publish(new GeneratedEvents(DaysAgo(1), seed: 6, latestDays: 1).Next(Topics, 40));
        Topics.Archive();
        await Topics.MergeAsync();
        await Topics.MergeSessionsAsync();

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = Task.Run(
            () => ReprocessAsync(DaysAgo(2), until: DaysAgo(1), stopping: stopping.Token),
            TestContext.Current.CancellationToken
        );
        await Poll.UntilAsync(
            "the first day is corrected",
            async () => (await LinesAsync("SELECT 'done' FROM warehouse.reprocess_differences LIMIT 1")).Count > 0,
            TimeSpan.FromMinutes(10)
        );
        await stopping.CancelAsync();
        Assert.NotEqual(ExitCodes.Done, await running);

        Assert.StartsWith($"{DaysAgo(2):O}: live ", (string?)Assert.Single(_grafana!.Annotations)["text"], StringComparison.Ordinal);
        Assert.NotEmpty(_grafana.Frames);
    }

    /// <summary>ANALYTICS_TEST_KILLS sets the number of kills, ANALYTICS_TEST_SEED repeats their moments.</summary>
    [Fact]
    public async Task Killed_at_any_moment_a_day_is_old_or_new_and_the_next_run_completes_it()
    {
        var seed = Setting("ANALYTICS_TEST_SEED") ?? Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"ANALYTICS_TEST_SEED={seed}");
        var chance = new Random(seed);
        var day = DaysAgo(1);
        Topics.Publish(new GeneratedEvents(day, seed: 11, latestDays: 1).Next(Topics, 100));
        Topics.Archive();
        await Topics.MergeAsync();
        await Topics.MergeSessionsAsync();
        var expected = new ExpectedDay(Topics.Messages, day);
        var found = new WarehouseDay(Warehouse, day);
        var old = await NumbersAsync();
        List<string> corrected =
        [
            .. expected.Minutes,
            .. expected.Dimensions,
            .. expected.Late,
            .. expected.Rejected,
            .. ExpectedSessions.Of(expected.Window, day),
        ];
        for (var kill = 0; kill < (Setting("ANALYTICS_TEST_KILLS") ?? 1); kill++)
        {
            // Half of the kills are around the correction, which is the shortest part.
            var moment = _moments[chance.Next(2) == 0 ? ^2 : chance.Next(_moments.Length)];
            var later = TimeSpan.FromMilliseconds(chance.Next(1_000));
            TestContext.Current.TestOutputHelper.WriteLine($"killed {later.TotalMilliseconds} ms after '{moment}'");
            using var killed = new RunningReprocess(Topics, Warehouse.ConnectionString(Role.Batch), day);
            Assert.True(await killed.KillAfterAsync(moment, later));
            await Poll.UntilAsync(
                "PostgreSQL has ended the session of the killed run",
                async () => await LinesAsync($"SELECT coalesce({WarehouseFunctions.LockHolder}('reprocess'), 'none')") is ["none"],
                TimeSpan.FromMinutes(1)
            );
            if (await FoldAsync())
                Assert.Equal(corrected, await NumbersAsync());
            else
                Assert.Contains(await NumbersAsync(), (List<string>[])[old, corrected]);
        }

        Assert.Equal(ExitCodes.Done, await ReprocessAsync(day));
        await AssertDayAsync(day, expected, withSeconds: true);

        async Task<List<string>> NumbersAsync() =>
            [
                .. await found.MinutesAsync(),
                .. await found.DimensionsAsync(),
                .. await found.LateAsync(),
                .. await found.RejectedAsync(),
                .. await found.SessionsAsync(),
            ];
    }

    /// <summary>Adds the rest of a correction that counts already to the tables; no reader sees a difference.</summary>
    /// <returns>False when there is none.</returns>
    async Task<bool> FoldAsync()
    {
        if (await LinesAsync("SELECT run_id FROM warehouse.corrections") is [])
            return false;

        const string shown =
            "SELECT concat_ws('|', bucket, source, name, country, device, sum(events), sum(revenue)) FROM reporting.events_by_minute "
            + "GROUP BY bucket, source, name, country, device HAVING sum(events) <> 0 ORDER BY 1";
        var before = await LinesAsync(shown);
        await using (var batch = await Warehouse.OpenAsync(Role.Batch, TestContext.Current.CancellationToken))
        {
            await using var take = new NpgsqlCommand($"SELECT {WarehouseFunctions.LockReprocess}()", batch);
            Assert.Equal(true, await take.ExecuteScalarAsync(TestContext.Current.CancellationToken));
            await StagedRows.ClearAsync(batch, TestContext.Current.CancellationToken);
        }

        Assert.Equal(before, await LinesAsync(shown));
        return true;
    }

    static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), out var given) ? given : null;
}
