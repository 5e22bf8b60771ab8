using Analytics.Contracts;
using Analytics.Local.Postgres;
using Analytics.SparkJobs.Monitoring;
using Analytics.SparkJobs.Queries;
using Analytics.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace SparkJobs.Tests.Monitoring;

/// <summary>The last heartbeat of a query.</summary>
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
}
