using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Postgres;
using Analytics.Testing.Waiting;
using BatchJobs.Tests.Grafana;
using BatchJobs.Tests.Sinks;
using BatchJobs.Tests.Streaming;
using Npgsql;

namespace BatchJobs.Tests.Jobs;

[Collection(SparkCollection.Name)]
public sealed partial class ReprocessJobTests(TestEnvironment environment) : IAsyncLifetime
{
    readonly TestFolder _folder = new();
    TestDatabase? _warehouse;
    StreamedTopics? _topics;
    StubGrafana? _grafana;

    TestDatabase Warehouse => _warehouse!;

    StreamedTopics Topics => _topics!;

    string TokenFile => Path.Combine(_folder.Path, "grafana.token");

    [Theory]
    [InlineData(1)] // The seconds of yesterday are kept.
    [InlineData(62)] // Of 62 days ago only minutes and sums of sessions, and late events are counted.
    public async Task A_day_becomes_exactly_what_a_plain_computation_gives_and_stays_so(int daysAgo)
    {
        var day = DaysAgo(daysAgo);
        var events = new GeneratedEvents(day, seed: daysAgo, latestDays: Math.Min(daysAgo, 5));
        Topics.Publish(events.Next(Topics, 400));
        Topics.Archive();
        await Topics.MergeAsync();
        await Topics.MergeSessionsAsync();
        var expected = new ExpectedDay(Topics.Messages, day);
        Assert.NotEqual(expected.Dimensions, await new WarehouseDay(Warehouse, day).DimensionsAsync());

        Assert.Equal(ExitCodes.Done, await ReprocessAsync(day));

        Assert.True(expected.Duplicates > 10, "the data have duplicates");
        await AssertDayAsync(day, expected, withSeconds: daysAgo == 1);
        Assert.Equal(
            [$"{expected.Events + expected.Duplicates}|{expected.Events}|{expected.Duplicates}|{expected.LateEvents}|0"],
            await TotalsAsync()
        );

        Assert.Equal(ExitCodes.Done, await ReprocessAsync(day, dryRun: true));
        Assert.Equal([], await LinesAsync("SELECT kind || bucket FROM staging.count_changes"));

        var first = Assert.Single(_grafana!.Annotations);
        Assert.StartsWith($"{day:O}: live {expected.Events + expected.Duplicates:N0}, lake {expected.Events:N0},", (string?)first["text"]);
        Assert.Equal(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds(), (long)first["time"]!);
        await AssertPushedAsync(day);
    }

    [Fact]
    public async Task What_is_merged_while_it_runs_is_kept_and_the_lake_is_waited_for()
    {
        var day = DaysAgo(0); // The open day gets no sessions, which saves their time.
        var events = new GeneratedEvents(day, seed: 7, latestDays: 1);
        Topics.Publish(events.Next(Topics, 150));
        Topics.Publish(events.Imported(Topics, 40));
        Topics.Archive();
        await Topics.MergeSessionsAsync(); // It stays behind the live query.
        Topics.Publish(events.Next(Topics, 50));
        await Topics.MergeAsync();
        var expected = new ExpectedDay(Live, day);
        var behind = new ExpectedDay(Live, day, message => Topics.IsMerged(QueryNames.Sessions, message));

        // The copy is taken; the run waits for the lake, which lacks the second part.
        var running = Task.Run(() => ReprocessAsync(day, wait: TimeSpan.FromMinutes(2)), TestContext.Current.CancellationToken);
        await Poll.UntilAsync(
            "the run has copied the live rows",
            async () => (await LinesAsync("SELECT 'copied' FROM staging.live_counts LIMIT 1")).Count > 0,
            TimeSpan.FromMinutes(10)
        );
        Assert.False(running.IsCompleted);
        var later = events.Next(Topics, 50);
        Topics.Publish(later);
        await Topics.MergeAsync();
        Topics.Archive();

        Assert.Equal(ExitCodes.Done, await running);
        var merged = later.Count(m => m.Event?.OccurredAt is { } at && DateOnly.FromDateTime(at.UtcDateTime) == day);
        var found = new WarehouseDay(Warehouse, day);
        Assert.Equal([$"{expected.Events + merged}"], await found.EventsAsync());
        Assert.True(behind.Events < expected.Events, "the dimensions of some events are not counted");
        Assert.Equal(behind.Dimensions, await found.DimensionsAsync());

        await Topics.MergeSessionsAsync();
        Assert.Equal(ExitCodes.Done, await ReprocessAsync(day));
        await AssertDayAsync(day, new ExpectedDay(Live, day), withSeconds: true, withSessions: false);

        // The query of dimensions is ahead of the live query.
        Topics.Publish(events.Next(Topics, 50));
        Topics.Archive();
        await Topics.MergeSessionsAsync();

        // The ledger says that a query counts historical events, of which the warehouse has none yet.
        await using (var admin = await Warehouse.OpenAsync(Role.Admin, TestContext.Current.CancellationToken))
        {
            await using var begin = new NpgsqlCommand(
                $"INSERT INTO warehouse.ingest_ledger VALUES ('{QueryNames.HistoricalMetrics}', $1, 0, $2, 30, now())",
                admin
            );
            begin.Parameters.Add(new() { Value = StreamedTopics.Topics.Historical });
            begin.Parameters.Add(new() { Value = StreamedTopics.TopicId });
            await begin.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(ExitCodes.Done, await ReprocessAsync(day));
        IReadOnlyList<Message> counted = [.. Live, .. Topics.Messages.Where(IsHistorical).Where(message => message.Offset < 30)];
        var ahead = new ExpectedDay(counted, day);
        var live = new ExpectedDay(counted, day, message => IsHistorical(message) || Topics.IsMerged(QueryNames.LiveMetrics, message));
        Assert.True(ahead.Events > new ExpectedDay(Live, day).Events, "there are historical events of the day");
        Assert.True(live.Events < ahead.Events, "the live query has not counted some events");
        Assert.Equal(live.Minutes, await found.MinutesAsync());
        Assert.Equal(live.Seconds, await found.SecondsAsync());
        Assert.Equal(ahead.Dimensions, await found.DimensionsAsync());
    }

    [Fact]
    public async Task A_lake_that_does_not_catch_up_fails_the_run_and_nothing_changes()
    {
        var day = DaysAgo(1);
        Topics.Publish(new GeneratedEvents(day, seed: 3, latestDays: 1).Next(Topics, 30));
        await Topics.MergeAsync();
        var before = await new WarehouseDay(Warehouse, day).MinutesAsync();

        Assert.Equal(ExitCodes.Unavailable, await ReprocessAsync(day));

        Assert.Equal(before, await new WarehouseDay(Warehouse, day).MinutesAsync());
        var message = Assert.Single(await LinesAsync("SELECT message FROM warehouse.batch_runs"));
        Assert.Contains("has not caught up", message, StringComparison.Ordinal);
        Assert.Contains("test.events-0: counted up to", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_the_lake_no_longer_keeps_is_refused()
    {
        await using var admin = await Warehouse.OpenAsync(Role.Admin, TestContext.Current.CancellationToken);
        await using var limit = new NpgsqlCommand(
            "INSERT INTO warehouse.retention VALUES ('', 'events', 30), ('kept', 'events', 90)",
            admin
        );
        await limit.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Usage, await ReprocessAsync(DaysAgo(31)));

        Assert.Contains(
            "older than the lake keeps events",
            Assert.Single(await LinesAsync("SELECT message FROM warehouse.batch_runs")),
            StringComparison.Ordinal
        );
        Assert.Equal(ExitCodes.DataError, await ReprocessAsync(DaysAgo(31), source: "kept")); // Only the ledger is missing.
        Assert.Equal(ExitCodes.Done, await ReprocessAsync(DaysAgo(31), isRelative: true)); // The day is left out.
    }

    [Fact]
    public async Task A_day_that_is_corrected_is_told_and_counted_though_its_rows_cannot_be_folded()
    {
        var day = DaysAgo(1);
        Topics.Publish(new GeneratedEvents(day, seed: 5, latestDays: 1).Next(Topics, 400));
        Topics.Archive();
        await Topics.MergeAsync();
        await Topics.MergeSessionsAsync();
        await using var admin = await Warehouse.OpenAsync(Role.Admin, TestContext.Current.CancellationToken);
        await using var away = new NpgsqlCommand("ALTER FUNCTION warehouse.add_changes RENAME TO add_changes_away", admin);
        await away.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(ExitCodes.Done, await ReprocessAsync(day));

        Assert.StartsWith($"{day:O}: live ", (string?)Assert.Single(_grafana!.Annotations)["text"], StringComparison.Ordinal);
        Assert.Equal(["true"], await LinesAsync("SELECT (rows > 40)::text FROM warehouse.batch_runs"));
    }

    [Fact]
    public async Task A_concurrent_run_is_refused_after_its_wait()
    {
        await using var first = await HeldLock.TakeAsync(Warehouse);

        Assert.Equal(ExitCodes.InUse, await ReprocessAsync(DaysAgo(1)));

        Assert.Contains(
            $"reprocess, report, replay, erase or compact runs in this warehouse (backend pid {first.ProcessId} since ",
            Assert.Single(await LinesAsync("SELECT message FROM warehouse.batch_runs")),
            StringComparison.Ordinal
        );

        var since = await first.NowAsync();
        var waiting = Task.Run(() => ReprocessAsync(DaysAgo(1), wait: TimeSpan.FromMinutes(10)), TestContext.Current.CancellationToken);
        await first.WaitedForAsync(waiting, since);
        await first.ReleaseAsync();
        Assert.Equal(ExitCodes.DataError, await waiting); // It has the lock, and there are no live numbers.
    }
}
