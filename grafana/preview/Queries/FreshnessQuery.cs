namespace Analytics.DashboardPreview.Queries;

/// <summary>The page's header: up to when the numbers are complete.</summary>
static class FreshnessQuery
{
    static readonly string _sql = new StreamReader(
        typeof(FreshnessQuery).Assembly.GetManifestResourceStream("freshness.sql")
            ?? throw new InvalidOperationException("freshness.sql is not embedded.")
    ).ReadToEnd();

    /// <exception cref="WarehouseUnreachableException">No connection.</exception>
    public static async Task<Freshness> AskAsync(Warehouse warehouse, CancellationToken stop)
    {
        try
        {
            var frame = await warehouse.QueryAsync(_sql, stop);
            return frame.Rows == 0
                ? new Freshness(null, null, null)
                : new Freshness(
                    (long?)(double?)frame.Fields[0].Values[0],
                    (string?)frame.Fields[1].Values[0],
                    (long?)(double?)frame.Fields[2].Values[0]
                );
        }
        catch (QueryFailedException failed)
        {
            return new Freshness(null, null, null, failed.Message);
        }
    }
}
