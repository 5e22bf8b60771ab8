using Analytics.Contracts;
using Analytics.SparkJobs.Jobs;
using Analytics.Testing;
using Analytics.Testing.Ledger;
using Analytics.Testing.Waiting;
using Analytics.Transforms;

namespace SparkJobs.Tests.Jobs;

public sealed class SessionsJobTests(SparkFixture spark, TestEnvironment environment)
{
    [Fact]
    public async Task Both_ways_of_evaluation_and_a_broken_connection_give_what_the_events_say()
    {
        var properties = PropertyDimensions.Parse("shop:plan");
        await using var ordinary = await TestStream.CreateAsync(spark, environment, settings => settings with { Properties = properties });
        await using var lean = await TestStream.CreateAsync(spark, environment, settings =>
            settings with
            {
                Properties = properties,
                Lean = true,
            }
        );
        var visits = Visits.Events(2_000, seed: 1).ToList();
        var messages = Visits.Messages(visits).Concat(Events.Garbage).ToList();
        foreach (var stream in new[] { ordinary, lean })
        {
            using var query = stream.Run(SessionsJob.Plan);
            await Poll.UntilAsync("the first batch is done", () => query.State.Batches > 0, TestStream.Deadline);
            stream.Publish(stream.Topics.Events, messages[..1_000]);
            await stream.CommittedAsync(QueryNames.Sessions, 1_000);
            if (stream == ordinary)
                await stream.EndSessionsAsync(QueryNames.Sessions);

            stream.Publish(stream.Topics.Events, messages[1_000..]);
            await stream.CommittedAsync(QueryNames.Sessions, messages.Count);
        }

        Assert.Empty(lean.Warnings.All);
        var expected = new ExpectedVisits(visits);
        var dimensions = new PlainDimensions(("shop", "plan")).Lines(visits);
        foreach (var stream in new[] { ordinary, lean })
        {
            Assert.Equal(expected.Sessions(), await SortedAsync(stream, ExpectedVisits.SessionsSql));
            Assert.Equal(expected.Visitors(), await SortedAsync(stream, ExpectedVisits.VisitorsSql));
            Assert.Equal(dimensions, await SortedAsync(stream, ExpectedVisits.DimensionsSql));
        }

        const string channels =
            "SELECT channel FROM warehouse.live_sessions UNION SELECT value FROM warehouse.dimension_counts_minute WHERE dimension "
            + "= 'channel'";
        Assert.Equal(["direct", "mail", "referral", "search"], (await lean.LinesAsync(channels)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_waits_at_the_start_is_read_in_small_batches_first()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(stream.Topics.Events, Events.Good(12_000));
        using (stream.Run(SessionsJob.Plan))
            await stream.CommittedAsync(QueryNames.Sessions, 12_000);

        var batches = await stream.LinesAsync(
            "SELECT events::text FROM warehouse.batches WHERE query = 'sessions' AND events > 0 ORDER BY committed_at"
        );
        Assert.True(batches.Count > 2, "All was read at once.");
        Assert.All(batches.Take(2), events => Assert.InRange(int.Parse(events), 1, SessionsJob.FirstOffsets));
    }

    [Fact]
    public async Task Historical_events_add_to_the_same_tables_and_to_minutes()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment, settings =>
            settings with
            {
                Lean = true,
                HistoricalTrigger = TimeSpan.FromSeconds(1),
            }
        );
        var visits = Visits.Events(500, seed: 2).Select(one => one with { OccurredAt = one.OccurredAt!.Value.AddYears(-1) }).ToList();
        using (stream.Run(HistoricalMetricsJob.Plan))
        {
            stream.Publish(stream.Topics.Historical, [.. Visits.Messages(visits), .. Events.Garbage]);
            await stream.CommittedAsync(QueryNames.HistoricalMetrics, visits.Count + Events.Garbage.Count);
        }

        Assert.Equal(new ExpectedVisits(visits).Sessions(), await SortedAsync(stream, ExpectedVisits.SessionsSql));
        Assert.Equal(ExpectedVisits.Minutes(visits), await SortedAsync(stream, ExpectedVisits.MinutesSql));
        Assert.Equal(
            Events.Garbage.Count,
            await stream.QueryAsync<long>("SELECT sum(events)::bigint FROM warehouse.rejected_counts_minute")
        );
        Assert.Equal(
            0L,
            await stream.QueryAsync<long>(
                "SELECT (SELECT count(*) FROM warehouse.event_counts_second) + (SELECT count(*) FROM warehouse.late_counts_minute)"
            )
        );
    }

    static async Task<IEnumerable<string>> SortedAsync(TestStream stream, string sql) =>
        (await stream.LinesAsync(sql)).Order(StringComparer.Ordinal);
}
