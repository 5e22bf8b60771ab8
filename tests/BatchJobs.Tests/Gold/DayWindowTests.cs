using Analytics.BatchJobs.Gold;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Sources;
using Analytics.Contracts;
using Analytics.Testing;
using BatchJobs.Tests.Streaming;

namespace BatchJobs.Tests.Gold;

[Collection(SparkCollection.Reports)]
public sealed class DayWindowTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_window_with_duplicates_has_the_columns_of_the_lake_in_their_order()
    {
        var lake = new LakeFolder(Path.Combine(_folder.Path, "lake"));
        var topics = new StreamedTopics(lake, null, _folder.Path);
        var day = new DateOnly(2026, 5, 2);
        topics.Publish(new GeneratedEvents(day, seed: 5, latestDays: 2).Next(topics, 150));
        topics.Archive();
        await using var run = new BatchRun("test", new(lake, null, DryRun: false), RunIdentity.New(), TimeProvider.System);
        var events = LakeTable.Events(run.Session, lake.Events);

        using var window = new DayWindow(events, day, source: null);

        Assert.NotNull(window.Duplicates);
        Assert.Equal(events.Columns(), window.Events.Columns());
    }
}
