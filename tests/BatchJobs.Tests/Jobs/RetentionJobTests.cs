using System.Globalization;
using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Sinks;
using Analytics.Hosting;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Postgres;
using Analytics.Testing.Waiting;
using Npgsql;

namespace BatchJobs.Tests.Jobs;

[Collection(SparkCollection.Name)]
public sealed class RetentionJobTests(TestEnvironment environment) : IDisposable
{
    const int Appended = 4;

    readonly TestFolder _folder = new();

    [Fact]
    public async Task Compact_removes_what_is_past_its_retention_beside_the_archive()
    {
        await Today.WithLeftAsync(TimeSpan.FromMinutes(10));
        await using var database = await environment.CreateWarehouseAsync();
        var lake = new PersonLake(Path.Combine(_folder.Path, "lake"));
        Fill(lake);
        await FillWarehouseAsync(database);
        await using var run = Run(lake, database, isDry: false);
        await RetentionJob.RunAsync(run, ("", "events"), 10);
        await RetentionJob.RunAsync(run, ("shop", "events"), 3);
        await RetentionJob.RunAsync(run, ("", "visitors"), 10);
        await RetentionJob.RunAsync(run, ("shop", "sessions"), 3);
        await RetentionJob.RunAsync(run, ("", "rejected"), 1);
        await RetentionJob.RunAsync(run, ("", "rejected"), null);
        await CompactJob.RunAsync(
            Run(lake, database, isDry: true),
            TimeSpan.FromDays(7),
            TimeSpan.Zero,
            TestContext.Current.CancellationToken
        );
        Assert.Equal((5, 4), (lake.Count(lake.Folder.Events), await SessionsAsync(database)));
        Assert.Empty(await database.LinesAsync(Role.Batch, "SELECT source FROM warehouse.lake_removals"));

        var archive = AppendAsync(lake);
        Assert.Equal(
            ExitCodes.Done,
            await CompactJob.RunAsync(run, TimeSpan.FromDays(7), TimeSpan.Zero, TestContext.Current.CancellationToken)
        );
        await archive;

        Assert.Equal((0, 2), (lake.Count(lake.Folder.Events, Before(10)), lake.Count(lake.Folder.Events, "source = 'web'")));
        Assert.Equal(1, lake.Count(lake.Folder.Events, "source = 'shop'"));
        Assert.Equal(Appended, lake.Count(lake.Folder.Events, "source = 'archive'"));
        Assert.Equal(1, lake.Count(lake.Folder.VisitorDays));
        Assert.Equal(1, lake.Count(lake.Folder.VisitorFirst, "visitor = 'came back'"));
        Assert.Equal(1, lake.Count(lake.Folder.VisitorFirst));
        Assert.Equal(2, await SessionsAsync(database));

        await RetentionJob.RunAsync(run, ("", "events"), 400);
        await RetentionJob.RunAsync(run, ("shop", "events"), null);
        Assert.Equal(
            ["events shop 3 f", "events web 10 f", "visitors web 10 f"],
            await database.LinesAsync(
                Role.Batch,
                """
                SELECT concat_ws(' ', what, source, (now() AT TIME ZONE 'UTC')::date - before_day,
                    warehouse.lake_keeps(before_day, source))
                FROM warehouse.lake_removals ORDER BY what, source
                """
            )
        );
    }

    [Fact]
    public async Task Rows_are_removed_by_the_next_run_where_reprocess_or_report_reads_them()
    {
        await using var database = await environment.CreateWarehouseAsync();
        var lake = new PersonLake(Path.Combine(_folder.Path, "lake"));
        Fill(lake);
        await using var run = Run(lake, database, isDry: false);
        await RetentionJob.RunAsync(run, ("", "visitors"), 10);
        await RetentionJob.RunAsync(run, ("", "events"), 10);

        await using (await CorrectionLock.TakeAsync(run, TimeSpan.Zero, TestContext.Current.CancellationToken))
        {
            Assert.Equal(
                ExitCodes.InUse,
                await CompactJob.RunAsync(run, TimeSpan.FromDays(7), TimeSpan.Zero, TestContext.Current.CancellationToken)
            );
        }
        Assert.Equal((2, 2), (lake.Count(lake.Folder.VisitorDays), lake.Count(lake.Folder.VisitorFirst)));
        Assert.Equal(5, lake.Count(lake.Folder.Events));
        Assert.Empty(await database.LinesAsync(Role.Batch, "SELECT source FROM warehouse.lake_removals"));

        await CompactJob.RunAsync(run, TimeSpan.FromDays(7), TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.Equal((1, 1), (lake.Count(lake.Folder.VisitorDays), lake.Count(lake.Folder.VisitorFirst)));
        Assert.Equal(4, lake.Count(lake.Folder.Events));
    }

    [Fact]
    public async Task A_dry_run_says_what_a_rule_would_remove_and_sets_none()
    {
        await using var database = await environment.CreateWarehouseAsync();
        await FillWarehouseAsync(database);
        string[] rule = ["retention", "--what", "sessions", "--days", "3", "--warehouse", database.ConnectionString(Role.Batch)];

        using var output = new CapturedOutput();
        Assert.Equal(ExitCodes.Done, await BatchCommand.RunAsync([.. rule, "--dry-run"], [RetentionJob.Command()]));

        Assert.Contains("sessions of every source without a rule: 3 days", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("compact would remove 3 sessions of the warehouse", output.ToString(), StringComparison.Ordinal);
        Assert.Empty(await database.LinesAsync(Role.Batch, "SELECT what FROM warehouse.retention"));
        Assert.Equal(4, await SessionsAsync(database));
        Assert.Empty(await database.LinesAsync(Role.Batch, "SELECT run_id FROM warehouse.batch_runs"));
    }

    [Theory]
    [InlineData("retention", "--what", "events")]
    [InlineData("retention", "--days", "3")]
    [InlineData("retention", "--what", "events", "--days", "3")]
    [InlineData("retention", "--what", "rejected", "--days", "1", "--source", "kiosk")]
    [InlineData("retention", "--what", "visitors", "--days", "7")]
    [InlineData("retention", "--what", "events", "--days", "4", "--remove")]
    [InlineData("retention", "--what", "everything", "--days", "4")]
    public async Task Wrong_use_exits_with_64(params string[] arguments) =>
        Assert.Equal(
            ExitCodes.Usage,
            await BatchCommand.RunAsync([.. arguments, "--warehouse", "Host=127.0.0.1;Database=analytics"], [RetentionJob.Command()])
        );

    public void Dispose() => _folder.Dispose();

    static void Fill(PersonLake lake)
    {
        lake.Derived(
            lake.Folder.Events,
            "received_date, source",
            $"({Day(20)}, 'web'), ({Day(5)}, 'web'), ({Day(5)}, 'shop'), ({Day(1)}, 'web'), ({Day(1)}, 'shop')"
        );
        lake.Derived(lake.Folder.VisitorDays, "day, source, visitor", $"({Day(20)}, 'web', 'gone'), ({Day(1)}, 'web', 'came back')");
        lake.Derived(
            lake.Folder.VisitorFirst,
            "source, visitor, first_day",
            $"('web', 'gone', {Day(20)}), ('web', 'came back', {Day(20)})"
        );
    }

    // 61 days is past the default, 5 days past the rule of one source.
    static async Task FillWarehouseAsync(TestDatabase database)
    {
        await using var owner = await database.OpenAsync(Role.Owner);
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO warehouse.sessions (day, source, session_id, user_key, started_at, last_at, events, page_views,
                conversions, is_bounce, is_bot)
            SELECT current_date - age, source, concat(source, age), 'u', now(), now(), 1, 1, 0, true, false
            FROM (VALUES (62, 'web'), (5, 'web'), (5, 'shop'), (1, 'shop')) AS s (age, source)
            """,
            owner
        );
        await command.ExecuteNonQueryAsync();
    }

    // Commits as the archive does, each under the lake's lock.
    static Task AppendAsync(PersonLake lake) =>
        Task.Run(() =>
        {
            for (var file = 0; file < Appended; file++)
            {
                using var commit = LakeLock.Take(lake.Folder, LakeLock.CommitFile, TimeSpan.FromMinutes(2), TimeProvider.System);
                lake.Derived(lake.Folder.Events, "received_date, source", $"({Day(file)}, 'archive')");
            }
        });

    static async Task<long> SessionsAsync(TestDatabase database)
    {
        await using var batch = await database.OpenAsync(Role.Batch);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM warehouse.sessions", batch);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    static BatchRun Run(PersonLake lake, TestDatabase database, bool isDry) =>
        new("compact", new(lake.Folder, database.ConnectionString(Role.Batch), isDry), RunIdentity.New(), TimeProvider.System);

    static string Before(int days) => $"received_date < {Day(days)}";

    static string Day(int age) =>
        string.Create(CultureInfo.InvariantCulture, $"DATE '{TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-age):yyyy-MM-dd}'");
}
