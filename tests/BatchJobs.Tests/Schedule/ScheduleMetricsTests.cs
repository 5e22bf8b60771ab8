using System.Text;
using Analytics.BatchJobs.Schedule;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Postgres;
using Npgsql;
using Prometheus;

namespace BatchJobs.Tests.Schedule;

public sealed class ScheduleMetricsTests(TestEnvironment environment)
{
    /// <summary>The metric counts a run as late exactly when the view does.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task A_run_is_late_in_the_metric_and_in_the_warehouse_from_the_same_time_on(int microseconds, bool isLate)
    {
        var after = ScheduleMetrics.Late + TimeSpan.FromMicroseconds(microseconds);
        var job = $"late-{microseconds}";

        ScheduleMetrics.Started(job, after);

        Assert.Equal(isLate, await MetricAsync(job));
        await using var database = await environment.CreateWarehouseAsync();
        Assert.Equal(isLate, await ViewAsync(database, job, after));
    }

    static async Task<bool> MetricAsync(string job)
    {
        using var text = new MemoryStream();
        await Metrics.DefaultRegistry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray()).Contains($"{{job=\"{job}\"}} 1", StringComparison.Ordinal);
    }

    static async Task<bool> ViewAsync(TestDatabase database, string job, TimeSpan after)
    {
        await using var admin = await database.OpenAsync(Role.Admin, TestContext.Current.CancellationToken);
        await using var insert = new NpgsqlCommand(
            """
            INSERT INTO warehouse.batch_runs (run_id, job, arguments, scheduled_for, started_at) VALUES ('r', $1, '', now(), now() + $2);
            """,
            admin
        );
        insert.Parameters.Add(new() { Value = job });
        insert.Parameters.Add(new() { Value = after });
        await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return (await database.LinesAsync(Role.Admin, "SELECT is_late::text FROM reporting.batch_runs")) is ["true"];
    }
}
