using System.Text;
using Analytics.Contracts;
using Analytics.SparkJobs.Jobs;
using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.Sources;
using Analytics.Testing;
using Analytics.Testing.Waiting;
using Analytics.Transforms;
using static Microsoft.Spark.Sql.Functions;

namespace SparkJobs.Tests.Jobs;

/// <summary>A message that every rule accepts and only a sink refuses.</summary>
public sealed class DeadLetterTests(SparkFixture spark, TestEnvironment environment)
{
    const string Places = "SELECT topic || ' ' || convert_from(value, 'UTF8') FROM warehouse.dead_letters ORDER BY 1";

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task The_live_query_continues_without_messages_that_the_warehouse_refuses(bool lean, bool distributed)
    {
        await using var stream = await TestStream.CreateAsync(spark, environment, settings =>
            settings with
            {
                Lean = lean,
                Distributed = distributed,
            }
        );
        if (distributed)
            stream.EvaluateOverExecutors(QueryNames.LiveMetrics);

        await stream.QueryAsync<int>("ALTER TABLE warehouse.event_counts_minute ADD CONSTRAINT tested CHECK (name <> 'poison'); SELECT 1");
        stream.Publish(
            stream.Topics.Events,
            [.. Events.Good(200), Poison("1"), .. Events.Good(100, seed: 2), Poison("2"), .. Events.Garbage]
        );
        using (stream.Run(LiveMetricsJob.Plan))
        {
            await stream.CommittedAsync(QueryNames.LiveMetrics, 302 + Events.Garbage.Count);
            stream.Publish(stream.Topics.Events, Events.Good(50, seed: 3));
            await stream.CommittedAsync(QueryNames.LiveMetrics, 352 + Events.Garbage.Count);
        }

        Assert.Equal(350, await stream.QueryAsync<long>("SELECT sum(events)::bigint FROM warehouse.event_counts_minute"));
        Assert.Equal([Line(stream, "1"), Line(stream, "2")], await stream.LinesAsync(Places));
        Assert.Equal(
            2,
            await stream.QueryAsync<long>($"SELECT events FROM warehouse.rejected_counts_minute WHERE code = '{RejectionCodes.Unstorable}'")
        );
    }

    [Fact]
    public async Task The_archive_keeps_what_its_tables_refuse_as_rejected_events()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(stream.Topics.Events, [.. Events.Good(60), Poison("1"), .. Events.Good(20, seed: 2), .. Events.Garbage]);
        var lake = stream.Context.Lake;
        using (stream.Run(Breaking))
        {
            await stream.LakeRowsAsync(80, lake.Events);
            await stream.LakeRowsAsync(1 + Events.Garbage.Count, lake.Rejected);
        }

        var kept = stream.Read(lake.Rejected).Where($"code = '{RejectionCodes.Unstorable}'").Select("original").Collect().Single();
        Assert.Equal(Encoding.UTF8.GetString(Poison("1")), kept.GetAs<string>(0));
        Assert.Equal([Line(stream, "1")], await stream.LinesAsync(Places));
    }

    [Fact]
    public async Task A_sink_that_takes_nothing_is_waited_for()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        await stream.QueryAsync<int>("ALTER TABLE warehouse.batches ADD CONSTRAINT tested CHECK (false) NOT VALID; SELECT 1");
        stream.Publish(stream.Topics.Events, Events.Good(20));
        using (var query = stream.Run(LiveMetricsJob.Plan))
            Assert.Contains("SQLSTATE 23", query.Fatal().Message, StringComparison.Ordinal);

        Assert.Empty(await stream.LinesAsync(Places));
        await stream.QueryAsync<int>("ALTER TABLE warehouse.batches DROP CONSTRAINT tested; SELECT 1");
        using (stream.Run(LiveMetricsJob.Plan))
            await stream.CommittedAsync(QueryNames.LiveMetrics, 20);
        Assert.Equal(20, await stream.QueryAsync<long>("SELECT sum(events)::bigint FROM warehouse.event_counts_minute"));
    }

    [Fact]
    public async Task A_batch_that_is_refused_only_as_a_whole_is_read_again_in_smaller_ones()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        await stream.QueryAsync<int>("ALTER TABLE warehouse.batches ADD CONSTRAINT tested CHECK (events <= 40); SELECT 1");
        stream.Publish(stream.Topics.Events, Events.Good(100));
        using (var running = stream.Run(LiveMetricsJob.Plan))
        {
            await stream.CommittedAsync(QueryNames.LiveMetrics, 100);
            Assert.Equal(100, await stream.QueryAsync<long>("SELECT sum(events)::bigint FROM warehouse.event_counts_minute"));

            // When many smaller ones were written, batches are larger again.
            var full = new BatchRange([], new() { ["another"] = new() { ["0"] = 50 } });
            await stream.QueryAsync<int>("ALTER TABLE warehouse.batches DROP CONSTRAINT tested; SELECT 1");
            for (var batch = 0; batch < 100; batch++)
                running.State.Committed(full, TimeSpan.Zero);
            Assert.True(running.State.CanReadMore);
            stream.Publish(stream.Topics.Events, Events.Good(200));
            await stream.CommittedAsync(QueryNames.LiveMetrics, 300);
        }

        Assert.InRange(
            await stream.QueryAsync<long>("SELECT max(events)::bigint FROM warehouse.batches WHERE query = 'live-metrics'"),
            41,
            200
        );
        Assert.Empty(await stream.LinesAsync(Places));
    }

    [Fact]
    public async Task A_sink_that_takes_no_message_puts_none_aside()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        await stream.QueryAsync<int>("ALTER TABLE warehouse.event_counts_minute ADD CONSTRAINT tested CHECK (name = 'none'); SELECT 1");
        stream.Publish(stream.Topics.Events, Events.Good(3));
        using (var query = stream.Run(LiveMetricsJob.Plan))
        {
            await Poll.UntilAsync("the search came to its end twice", () => query.State.Searches >= 2, TestStream.Deadline);
            Assert.Empty(await stream.LinesAsync(Places));
            await stream.QueryAsync<int>("ALTER TABLE warehouse.event_counts_minute DROP CONSTRAINT tested; SELECT 1");
            await stream.CommittedAsync(QueryNames.LiveMetrics, 3);
        }

        Assert.Equal(3, await stream.QueryAsync<long>("SELECT sum(events)::bigint FROM warehouse.event_counts_minute"));
        Assert.Empty(await stream.LinesAsync(Places));
    }

    /// <summary>The archive, with a transform that fails on one message as an unknown fault of Spark would.</summary>
    static QueryPlan Breaking(JobContext context)
    {
        var breaks = Expr($"IF({KafkaRow.Value} LIKE '%poison%', raise_error('no such value'), {KafkaRow.Value})").Cast("binary");
        var classify = ClassifyEvents.ForLake();
        return LakeArchiveJob.Plan(context) with { Transform = rows => classify.Apply(rows.WithColumn(KafkaRow.Value, breaks)) };
    }

    static byte[] Poison(string id) =>
        Encoding.UTF8.GetBytes(
            $$"""
            {"event_id":"{{id}}","source":"web","type":"track","name":"poison",
            "occurred_at":"2026-01-01T12:00:00.000Z","received_at":"2026-01-01T12:00:00.000Z"}
            """
        );

    static string Line(TestStream stream, string id) => $"{stream.Topics.Events} {Encoding.UTF8.GetString(Poison(id))}";
}
