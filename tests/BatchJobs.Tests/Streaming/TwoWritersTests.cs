using System.Globalization;
using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Local.Components;
using Analytics.Local.Postgres;
using Analytics.Local.Stack;
using Analytics.Local.Traffic;
using Analytics.Testing;
using Analytics.Testing.Ledger;
using Analytics.Testing.Waiting;

namespace BatchJobs.Tests.Streaming;

/// <summary>
/// Two JVMs write one local lake, whose file system has no rename that refuses: the archive, and this test with a writer of rows, compact
/// and erase.
/// </summary>
[Collection(SparkCollection.Name)]
public sealed class TwoWritersTests : IDisposable
{
    const int Rounds = 4;
    const int Rate = 200;
    const string Person = "canary-user-3d71";

    static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);
    static readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    readonly TestFolder _folder = new();

    string Book => Path.Combine(_folder.Path, "sent.jsonl");

    [Fact(Explicit = true)]
    [Trait("Fault", "F18")]
    public async Task No_commit_is_lost_and_no_event_is_twice_when_jobs_write_beside_the_archive()
    {
        await using var stack = await StartAsync();
        var lake = new PersonLake(stack.Lake);
        using var kafka = new KafkaBook(stack.Kafka.BootstrapServers, stack.Topics);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var source = new TrafficSource(
            new TrafficOptions(stack.Collector.Url, CollectorOptions.Key, Rate) { Ledger = Book },
            TimeProvider.System
        );
        var traffic = source.RunAsync(over.Token);
        await ArchivedAsync(lake, 1);
        int archived;
        try
        {
            await NothingIsCommittedWithoutTheLockAsync(lake, stack, kafka);
            archived = Commits(lake, "\\\"ends\\\"");
            for (var round = 1; round <= Rounds; round++)
                await WriteAsync(lake, stack, round);

            archived = Commits(lake, "\\\"ends\\\"") - archived;
        }
        finally
        {
            await over.CancelAsync();
            await traffic;
        }

        await ArchivedAsync(lake, kafka.Ends().Values.Sum());
        Assert.True(archived >= Rounds, $"The archive committed only {archived} times beside the jobs.");
        Assert.Equal(2 * (Rounds + 2), lake.Count(lake.Folder.Events, "user_id = 'bob-the-other'"));
        Assert.Equal(0, lake.Count(lake.Folder.Events, $"user_id = '{Person}'"));
        foreach (var (partition, end) in kafka.Ends())
        {
            var table = partition.Topic == stack.Topics.Events ? lake.Folder.Events : lake.Folder.Rejected;
            var rows = PersonLake
                .Session.Read()
                .Format("delta")
                .Load(table)
                .Where($"topic = '{partition.Topic}' AND partition = {partition.Partition.Value}")
                .SelectExpr("count(1)", "count(DISTINCT offset)", "coalesce(max(offset) + 1, 0L)")
                .Collect()
                .Single();
            Assert.Equal((partition, end, end, end), (partition, rows.GetAs<long>(0), rows.GetAs<long>(1), rows.GetAs<long>(2)));
        }

        var stored = PersonLake
            .Session.Read()
            .Format("delta")
            .Load(lake.Folder.Events)
            .Where($"topic = '{stack.Topics.Events}'")
            .Select("event_id")
            .Collect()
            .Select(row => row.GetAs<string>(0))
            .ToList();
        Assert.Equal(stored.Count, stored.Distinct().Count());
        Assert.Empty(SentEvent.Read(Book).Where(one => one.Outcome is Outcome.Acked).Select(one => one.Id).Except(stored));
    }

    public void Dispose() => _folder.Dispose();

    Task<LocalStack> StartAsync() =>
        LocalStack.StartAsync(
            new LocalStackOptions(Path.Combine(_folder.Path, "run"))
            {
                Parts = Parts.Collector | Parts.SparkJobs,
                // Rows of the test belong to the topics with the default prefix.
                TopicPrefix = "archived",
                Kafka = FastCompiler.Java,
                Spark = FastCompiler.Driver,
                Jobs = QueryNames.LakeArchive,
                Job = ["--warm-batches", "0", "--lake-trigger", "1s"],
            },
            cancellation: TestContext.Current.CancellationToken
        );

    // Neither the archive, in the time of six of its commits, nor compact, in twice the time that it took; a lost commit would be rare
    // without the lock. What is sent tells the time, since it goes on.
    static async Task NothingIsCommittedWithoutTheLockAsync(PersonLake lake, LocalStack stack, KafkaBook kafka)
    {
        var began = Sent();
        Files(lake, _now.AddDays(-1));
        Assert.Equal(ExitCodes.Done, await CompactAsync(Settings(lake, stack)));
        Files(lake, _now.AddDays(-1));
        var before = Commits(lake);
        await Poll.UntilAsync("the archive has committed three times", () => Commits(lake) >= before + 3, _limit);
        var traffic = 2 * (Sent() - began);
        Task<int> compact;
        using (LakeLock.Take(lake.Folder, LakeLock.CommitFile, _limit, TimeProvider.System))
        {
            var (commits, sent) = (Commits(lake), Sent());
            compact = Task.Run(() => CompactAsync(Settings(lake, stack)));
            await Poll.UntilAsync("twice the traffic is in Kafka", () => Sent() > sent + traffic, _limit);
            Assert.Equal(commits, Commits(lake));
            Assert.False(compact.IsCompleted);
        }

        Assert.Equal(ExitCodes.Done, await compact);

        long Sent() => kafka.Ends().Values.Sum();
    }

    // Two files of a closed day, which compact makes one, and from which erase removes a person.
    async Task WriteAsync(PersonLake lake, LocalStack stack, int round)
    {
        Files(lake, _now.AddDays(-round));
        Assert.Equal(ExitCodes.Done, await CompactAsync(Settings(lake, stack)));
        Assert.Equal(
            ExitCodes.Done,
            await BatchRun.ExecuteAsync("erase", Settings(lake, stack), RunIdentity.New(), run =>
                EraseJob.RunAsync(run, new EraseSettings(new([Person], [])), TestContext.Current.CancellationToken)
            )
        );
    }

    static void Files(PersonLake lake, DateTimeOffset day)
    {
        for (var file = 0; file < 2; file++)
        {
            using var commit = LakeLock.Take(lake.Folder, LakeLock.CommitFile, _limit, TimeProvider.System);
            lake.Events(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (Person, null, "{}"), ("bob-the-other", null, "{}"));
        }
    }

    static RunSettings Settings(PersonLake lake, LocalStack stack) =>
        new(lake.Folder, stack.Postgres.ConnectionString(Role.Batch), DryRun: false);

    static Task<int> CompactAsync(RunSettings settings) =>
        BatchRun.ExecuteAsync("compact", settings, RunIdentity.New(), run =>
            CompactJob.RunAsync(run, TimeSpan.FromDays(7), TimeSpan.Zero, TestContext.Current.CancellationToken)
        );

    // The rows of both tables that came through Kafka.
    static Task<long> ArchivedAsync(PersonLake lake, long rows) =>
        Poll.UntilAsync(
            () => Task.FromResult(Rows(lake)),
            archived => archived >= rows,
            archived => $"the archive has {archived} of {rows} rows",
            _limit,
            TimeSpan.FromSeconds(1)
        );

    static long Rows(PersonLake lake) =>
        new[] { lake.Folder.Events, lake.Folder.Rejected }
            .Where(table => File.Exists(Path.Combine(table, "_delta_log", $"{0:D20}.json")))
            .Sum(table => lake.Count(table, "topic LIKE 'archived.%'"));

    // Those of all, or of the archive alone, which has its ends in each.
    static int Commits(PersonLake lake, string text = "") =>
        Directory
            .GetFiles(Path.Combine(lake.Folder.Events, "_delta_log"), "*.json")
            .Count(commit => text.Length == 0 || File.ReadAllText(commit).Contains(text, StringComparison.Ordinal));
}
