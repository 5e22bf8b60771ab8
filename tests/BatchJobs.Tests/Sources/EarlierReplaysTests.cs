using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Sinks;
using Analytics.BatchJobs.Sources;
using Analytics.Testing;

namespace BatchJobs.Tests.Sources;

[Collection(SparkCollection.Name)]
public sealed class EarlierReplaysTests : IDisposable
{
    const string Day = "2026-03-02";

    readonly TestFolder _folder = new();

    [Fact]
    public void What_an_earlier_replay_made_of_a_row_says_nothing_about_one_that_was_interrupted_later()
    {
        var lake = new PersonLake(Path.Combine(_folder.Path, "lake"));
        lake.Rejected(Day, "{}"u8.ToArray(), """{"of":"the first replay"}"""u8.ToArray());
        MadeOf(Row(lake), offset: 1);
        var run = new BatchRun("replay", new(lake.Folder, null, DryRun: false), RunIdentity.New(), TimeProvider.System);
        var notes = new ReplayNotes(run);
        notes.AddColumns();
        notes.Write([new(Row(lake), "user_missing", "e-1")]);

        // Replayed again, and interrupted before the outcome was noted.
        var before = EarlierReplays.Rejections(run.Session, lake.Folder, [Row(lake)]);
        Assert.Equal(1, before[Row(lake).Place]);
        notes.Write([new(Row(lake), ReplayColumns.Sent, "e-2", before[Row(lake).Place])]);
        Assert.True(Row(lake) is { IsInDoubt: true, SentId: "e-2" });
        Assert.Empty(EarlierReplays.Find(run.Session, lake.Folder, [Row(lake)]));

        lake.Rejected(Day, """{"of":"the second replay"}"""u8.ToArray());
        MadeOf(Row(lake), offset: 2);
        Assert.Equal("user_missing", EarlierReplays.Find(run.Session, lake.Folder, [Row(lake)])[Row(lake).Place]);

        void MadeOf(RejectedRow row, long offset) =>
            PersonLake.Session.Sql($"UPDATE delta.`{lake.Folder.Rejected}` SET replay_of = '{row.Place}' WHERE offset = {offset}");
    }

    public void Dispose() => _folder.Dispose();

    static RejectedRow Row(PersonLake lake)
    {
        using var rows = new RejectedRows(PersonLake.Session, lake.Folder.Rejected, "offset = 0", again: true);
        return Assert.Single(rows.From(1, 10));
    }
}
