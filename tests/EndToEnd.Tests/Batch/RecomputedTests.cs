using Analytics.Local.Components;
using Analytics.Local.Postgres;
using Analytics.Local.Stack;
using Analytics.Testing;
using Analytics.Testing.Ledger;
using Analytics.Testing.Waiting;

namespace EndToEnd.Tests.Batch;

/// <summary>
/// Every number can be recomputed from the lake: with duplicates, late events and killed jobs the warehouse ends with the figures that an
/// independent computation gives. ANALYTICS_BATCH_RATE and ANALYTICS_BATCH_SECONDS make the traffic larger.
/// </summary>
[Trait("Fault", "F14")]
public sealed class RecomputedTests(ITestOutputHelper output) : IAsyncDisposable
{
    // Three times the target of the live query's commits, which go on beside a recomputation.
    static readonly TimeSpan _latest = 3 * TimeSpan.FromSeconds(2);

    readonly TestFolder _folder = new();
    readonly int _rate = Setting("ANALYTICS_BATCH_RATE", 300);
    readonly TimeSpan _time = TimeSpan.FromSeconds(Setting("ANALYTICS_BATCH_SECONDS", 10));

    [Fact]
    public async Task Figures_equal_an_independent_computation_and_a_second_run_finds_no_difference()
    {
        await using var stack = await StartAsync();
        using var program = new BatchProgram(stack);
        await RecomputeAsync(stack, program);
    }

    [Fact(Explicit = true)]
    public async Task They_equal_it_on_a_cluster_where_a_worker_is_killed_under_each_job()
    {
        await using var stack = await StartAsync();
        await using var cluster = new SparkCluster(stack.Postgres.Folder);
        await cluster.StartAsync(TestContext.Current.CancellationToken);
        await RecomputeAsync(stack, new ClusterProgram(stack, cluster));
    }

    async Task RecomputeAsync(LocalStack stack, IBatchProgram program)
    {
        var stopping = TestContext.Current.CancellationToken;
        await Today.WithLeftAsync(TimeSpan.FromMinutes(10));
        await using var second = new Collector(stack.Postgres.Folder, new CollectorOptions(stack.Kafka.BootstrapServers), "collector-2");
        await second.StartAsync(stopping);
        using var audit = new Audit(stack);
        await using var book = new BatchBook(stack.Postgres.ConnectionString(Role.Admin));
        using var traffic = new VisitTraffic(new Uri(stack.Collector.Url), new Uri(second.Url));
        var from = TimeProvider.System.GetUtcNow().AddDays(-1);

        // The jobs die under the traffic.
        var sending = traffic.SendAsync(_rate, _time, stopping);
        await stack.SparkJobs.KillAsync();
        await stack.SparkJobs.StartAsync(stopping);
        await sending;

        // The stream goes on while the days are recomputed.
        await audit.ReadAsync([]);
        var begin = TimeProvider.System.GetUtcNow();
        await Task.WhenAll(traffic.SendAsync(_rate, _time, stopping), ReprocessAsync());
        var latest = await book.LatestCommitAsync(begin);
        output.WriteLine($"the latest commit beside reprocess came {latest.TotalMilliseconds:0} ms after its oldest event");
        Assert.InRange(latest, TimeSpan.Zero, _latest);

        await audit.ReadAsync([]);
        // Only batch jobs follow, and the rest would take their processor time.
        await Task.WhenAll(stack.SparkJobs.StopAsync(), stack.Collector.StopAsync(), second.StopAsync());
        await ReprocessAsync();
        Assert.True(traffic.Slipped > 0);
        Assert.Equal(ExpectedFigures.Minutes(traffic.Sent), await book.MinutesAsync());
        Assert.Equal(ExpectedFigures.Pages(traffic.Sent), await book.PagesAsync());
        Assert.Equal(traffic.Sent.Count, await book.SecondsAsync());
        // The open day has no sessions in the warehouse: they end with the day.
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        Assert.Equal(ExpectedFigures.Sessions(traffic.Sent).Where(session => session.Day < today), await book.SessionsAsync());

        await program.RunAsync("report", "--day", BatchJobs.Day(from));
        await program.RunAsync("report", "--day", BatchJobs.Day(TimeProvider.System.GetUtcNow()), "--open");
        Assert.Equal(ExpectedFigures.Days(traffic.Sent), await book.DaysAsync());

        await ReprocessAsync();
        Assert.Equal(0, (await book.NewestRunAsync()).Difference);
        Assert.Equal(ExpectedFigures.Minutes(traffic.Sent), await book.MinutesAsync());

        Task ReprocessAsync() =>
            program.RunAsync("reprocess", "--from", BatchJobs.Day(from), "--to", BatchJobs.Day(TimeProvider.System.GetUtcNow()), "--open");
    }

    Task<LocalStack> StartAsync() =>
        LocalStack.StartAsync(
            new LocalStackOptions(Path.Combine(_folder.Path, "run"))
            {
                Kafka = FastCompiler.Java,
                Spark = FastCompiler.Driver,
                Job = ["--warm-batches", "5", "--lake-trigger", "2s"],
            },
            cancellation: TestContext.Current.CancellationToken
        );

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var given) ? given : otherwise;
}
