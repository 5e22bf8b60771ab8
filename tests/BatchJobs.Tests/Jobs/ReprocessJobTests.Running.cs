using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Runs;
using Analytics.Contracts;
using Analytics.Local.Postgres;
using Analytics.Testing.Waiting;
using BatchJobs.Tests.Grafana;
using BatchJobs.Tests.Streaming;

namespace BatchJobs.Tests.Jobs;

/// <content>Runs the job, and reads its results.</content>
public sealed partial class ReprocessJobTests
{
    async Task AssertDayAsync(DateOnly day, ExpectedDay expected, bool withSeconds, bool withSessions = true)
    {
        var found = new WarehouseDay(Warehouse, day);
        Assert.Equal(expected.Minutes, await found.MinutesAsync());
        Assert.Equal(withSeconds ? expected.Seconds : [], await found.SecondsAsync());
        Assert.Equal(expected.Dimensions, await found.DimensionsAsync());
        Assert.Equal(expected.Late, await found.LateAsync());
        Assert.Equal(expected.Rejected, await found.RejectedAsync());
        Assert.Equal(withSessions ? ExpectedSessions.Of(expected.Window, day) : [], await found.SessionsAsync());
    }

    /// <summary>The only push is the differences of the day, a line for each source.</summary>
    async Task AssertPushedAsync(DateOnly day)
    {
        var lines = Assert.Single(_grafana!.Frames);
        Assert.All(lines, line => Assert.Equal("difference", line.Name));
        Assert.All(lines, line => Assert.Equal(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero), line.At));
        string[] fields = ["live", "lake", "duplicates", "late", "unexplained"];
        Assert.Equal(
            await LinesAsync(
                "SELECT concat_ws('|', source, live, lake, duplicates, late, unexplained) FROM reporting.differences WHERE name = '' "
                    + "ORDER BY source"
            ),
            lines.Select(line => string.Join('|', fields.Select(field => $"{line.Fields[field]}").Prepend(line.Tags["source"])))
        );
    }

    Task<List<string>> TotalsAsync() =>
        LinesAsync(
            """
            SELECT concat_ws('|', sum(live), sum(lake), sum(duplicates), sum(late), sum(unexplained))
            FROM reporting.differences WHERE name = ''
            """
        );

    Task<int> ReprocessAsync(
        DateOnly day,
        bool dryRun = false,
        TimeSpan wait = default,
        string? source = null,
        bool isRelative = false,
        DateOnly? until = null,
        CancellationToken? stopping = null
    ) =>
        BatchRun.ExecuteAsync(
            "reprocess",
            new(Topics.Lake, Warehouse.ConnectionString(Role.Batch), dryRun)
            {
                Properties = StreamedTopics.Properties,
                Grafana = new(new Uri(_grafana!.Url + "/"), TokenFile),
            },
            RunIdentity.New(),
            run =>
                ReprocessJob.RunAsync(
                    run,
                    new(day, until ?? day, source, wait) { RowsPerPart = 40, IsRelative = isRelative },
                    stopping ?? TestContext.Current.CancellationToken
                )
        );

    Task<List<string>> LinesAsync(string sql) => Warehouse.LinesAsync(Role.Batch, sql);

    static DateOnly DaysAgo(int days) => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-days);

    IReadOnlyList<Message> Live => [.. Topics.Messages.Where(message => !IsHistorical(message))];

    static bool IsHistorical(Message message) => message.Topic == StreamedTopics.Topics.Historical;

    public async ValueTask InitializeAsync()
    {
        await Today.WithLeftAsync(TimeSpan.FromMinutes(10));
        _grafana = await StubGrafana.StartAsync();
        await File.WriteAllTextAsync(TokenFile, StubGrafana.Token);
        _warehouse = await environment.CreateWarehouseAsync();
        _topics = new StreamedTopics(new LakeFolder(Path.Combine(_folder.Path, "lake")), _warehouse, _folder.Path);
    }

    public async ValueTask DisposeAsync()
    {
        await Warehouse.DisposeAsync();
        await _grafana!.DisposeAsync();
        _folder.Dispose();
    }
}
