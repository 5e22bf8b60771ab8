using Analytics.Hosting;

namespace Analytics.DashboardPreview.Queries;

/// <summary>Reads the figures of the page's header: the time up to which the numbers are complete.</summary>
static class FreshnessQuery
{
    static readonly string _sql = EmbeddedText.Read(typeof(FreshnessQuery).Assembly, "freshness.sql");

    /// <exception cref="WarehouseUnreachableException">No connection.</exception>
    public static async Task<Freshness> AskAsync(WarehouseReader warehouse, CancellationToken stop)
    {
        try
        {
            var frame = await warehouse.QueryAsync(_sql, stop);
            return frame.Rows == 0
                ? new Freshness(null, null, null)
                : new Freshness(
                    (long?)(double?)frame.Value("complete_up_to", 0),
                    (string?)frame.Value("state", 0),
                    (long?)(double?)frame.Value("heartbeat_at", 0)
                );
        }
        catch (QueryFailedException failed)
        {
            return new Freshness(null, null, null, failed.Message);
        }
    }
}
