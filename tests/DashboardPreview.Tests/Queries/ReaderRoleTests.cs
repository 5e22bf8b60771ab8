using Analytics.DashboardPreview.Queries;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>The role that dashboards read with: its grants limit what any SQL in a file can do.</summary>
public sealed class ReaderRoleTests(SeededWarehouse warehouse)
{
    [Theory]
    [InlineData("SELECT * FROM warehouse.event_counts_second")]
    [InlineData("SET TRANSACTION READ WRITE; DELETE FROM warehouse.event_counts_second")]
    [InlineData("SET TRANSACTION READ WRITE; CREATE TABLE reporting.mine (n int)")]
    [InlineData("SELECT warehouse.record_heartbeat('live-metrics', 'running', 0, now())")]
    public async Task Cannot_use_anything_but_views(string sql)
    {
        await using WarehouseReader reader = new((await warehouse.ReadyAsync()).Options());

        var refused = await Assert.ThrowsAsync<QueryFailedException>(() => reader.QueryAsync(sql, TestContext.Current.CancellationToken));

        Assert.Contains("permission denied", refused.Message, StringComparison.Ordinal);
    }
}
