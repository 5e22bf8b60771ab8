using Analytics.Contracts;
using Analytics.Local.Postgres;
using Analytics.Local.Processes;
using Analytics.SparkJobs.Monitoring;
using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.Sources;
using Analytics.Testing;
using Analytics.Testing.Waiting;
using Analytics.Transforms;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SparkJobs.Tests.Jobs;

namespace SparkJobs.Tests.Monitoring;

public sealed class HeartbeatTests(TestEnvironment environment)
{
    [Theory]
    [InlineData(false, "stopping")]
    [InlineData(true, "restarting")]
    public async Task Says_whether_the_query_was_stopped_or_had_failed(bool failed, string expected)
    {
        await using var database = await environment.CreateWarehouseAsync();
        await using var warehouse = NpgsqlDataSource.Create(database.ConnectionString(Role.Writer));
        var state = new QueryState(QueryNames.HistoricalMetrics) { Phase = failed ? QueryPhase.Restarting : QueryPhase.Running };
        // A query without committed offsets asks Kafka nothing.
        var beats = new Heartbeat(state, null!, warehouse, TimeProvider.System, NullLogger.Instance);

        await beats.RunAsync(new CancellationToken(canceled: true));

        Assert.Equal(
            [expected],
            await database.LinesAsync(Role.Reader, "SELECT state FROM reporting.freshness WHERE query = 'historical-metrics'")
        );
    }

    [Fact]
    public async Task Beats_while_Kafka_is_away()
    {
        await using var database = await environment.CreateWarehouseAsync();
        await using var warehouse = NpgsqlDataSource.Create(database.ConnectionString(Role.Writer));
        using var kafka = new KafkaCluster($"127.0.0.1:{Ports.Free()}", new Dictionary<string, string>());
        var state = new QueryState(QueryNames.LiveMetrics) { Phase = QueryPhase.Restarting };
        state.Committed([new Position("analytics.events", 0, "id", 5)]);
        var log = new Warnings();
        using var stopping = new CancellationTokenSource();
        var beats = new Heartbeat(state, kafka, warehouse, TimeProvider.System, log).RunAsync(stopping.Token);

        await BeatAsync("restarting|");
        state.Phase = QueryPhase.Running;
        await BeatAsync("running|");
        Assert.StartsWith("stream.heartbeat.lag_unknown: live-metrics: ", Assert.Single(log.All), StringComparison.Ordinal);

        await stopping.CancelAsync();
        await beats;

        Task BeatAsync(string expected) =>
            Poll.UntilAsync(
                () =>
                    database.LinesAsync(
                        Role.Reader,
                        "SELECT concat(state, '|', lag) FROM reporting.freshness WHERE heartbeat_at IS NOT NULL"
                    ),
                found => found is [var line] && line == expected,
                found => $"the heartbeats are '{string.Join(", ", found)}', not '{expected}'",
                period: TimeSpan.FromMilliseconds(200)
            );
    }
}
