using Analytics.BatchJobs.Gold;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Sources;
using Analytics.BatchJobs.Transforms;
using Analytics.Contracts;
using Analytics.Testing;
using BatchJobs.Tests.Streaming;
using Microsoft.Spark.Extensions.Delta.Tables;
using static Microsoft.Spark.Sql.Functions;

namespace BatchJobs.Tests.Gold;

[Collection(SparkCollection.Reports)]
public sealed class GoldDayTests : IDisposable
{
    const string VisitorDay = """
        concat_ws('|', CAST(day AS STRING), source, visitor, unix_millis(first_at), unix_millis(last_at), events, page_views,
            coalesce(utm_source, '-'),
            array_join(transform(array_sort(map_entries(revenue)), amount -> concat(amount.key, '=', amount.value)), ',')) AS line
        """;

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_days_made_in_any_order_have_each_visitor_once_and_the_first_day_of_each()
    {
        var lake = new LakeFolder(Path.Combine(_folder.Path, "lake"));
        var topics = new StreamedTopics(lake, null, _folder.Path);
        var day = new DateOnly(2026, 5, 2);
        topics.Publish(new GeneratedEvents(day, seed: 5, latestDays: 2).Next(topics, 150));
        topics.Archive();
        await using var run = new BatchRun("test", new(lake, null, DryRun: false), RunIdentity.New(), TimeProvider.System);

        foreach (var made in (DateOnly[])[day, day.AddDays(-1)])
            GoldDay.Make(run, LedgerSnapshot.Of([]), made);

        var before = new ExpectedDay(topics.Messages, day.AddDays(-1)).Unique;
        var of = new ExpectedDay(topics.Messages, day);
        Assert.NotEmpty(before);
        Assert.Equal(
            [.. ExpectedVisitors.Days(before, day.AddDays(-1)), .. ExpectedVisitors.Days(of.Unique, day)],
            Lines(lake.VisitorDays, VisitorDay)
        );
        Assert.Equal(
            ExpectedVisitors.First((day.AddDays(-1), before), (day, of.Unique)),
            Lines(lake.VisitorFirst, "concat_ws('|', source, visitor, CAST(first_day AS STRING)) AS line")
        );
        Assert.Equal(of.Duplicates, Lines(lake.Duplicates, $"CAST(offset AS STRING) AS line", $"day = {UtcDay.Literal(day)}").Count);
    }

    [Fact]
    public async Task A_day_is_derived_again_only_where_it_would_change()
    {
        var lake = new LakeFolder(Path.Combine(_folder.Path, "lake"));
        var topics = new StreamedTopics(lake, null, _folder.Path);
        var day = new DateOnly(2026, 5, 2);
        var events = new GeneratedEvents(day, seed: 8, latestDays: 2);
        topics.Publish(events.Next(topics, 60));
        topics.Archive();
        await using var run = new BatchRun("test", new(lake, null, DryRun: false), RunIdentity.New(), TimeProvider.System);
        int Commits() => Directory.GetFiles(Path.Combine(lake.VisitorDays, "_delta_log"), "*.json").Length;
        int Made()
        {
            GoldDay.Make(run, LedgerSnapshot.Of([]), day);
            return Commits();
        }

        Assert.Equal(1, Made());
        Assert.Equal(1, Made());

        topics.Publish(events.Next(topics, 20));
        topics.Archive();
        Assert.Equal(2, Made());
        Assert.Equal(ExpectedVisitors.Days(new ExpectedDay(topics.Messages, day).Unique, day), Lines(lake.VisitorDays, VisitorDay));

        DeltaTable.ForPath(run.Session, lake.Sessions).Delete($"day = {UtcDay.Literal(day)}");
        Assert.Equal(3, Made());

        // A run with other goals replaced the sessions, and was killed before the visitors.
        DeltaTable.ForPath(run.Session, lake.Sessions).Update(new() { [Origin.Column] = Lit("of another run") });
        Assert.Equal(4, Made());
    }

    static List<string> Lines(string table, string line, string where = "true") =>
        [
            .. LakeSession
                .Create("tests")
                .Read()
                .Format("delta")
                .Load(table)
                .Where(where)
                .SelectExpr(line)
                .Collect()
                .Select(row => row.GetAs<string>(0))
                .Order(StringComparer.Ordinal),
        ];
}
