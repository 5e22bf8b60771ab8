namespace Warehouse.Tests.Functions;

public sealed class RollUpDimensionsTests(WarehouseServer server) : StagedSessions(server)
{
    [Fact]
    public void Minutes_of_what_sessions_do_not_have_are_added_up_once()
    {
        // Minutes older than 90 days would not be added up.
        var day = $"{TimeProvider.System.GetUtcNow().AddDays(-2):yyyy-MM-dd}";
        Admin.Execute(
            $"""
            INSERT INTO warehouse.dimension_counts_minute (bucket, source, dimension, value, currency, events, page_views, revenue)
            SELECT timestamptz '{day} 12:00Z' + minute * interval '1 minute', 'shop', dimension, 'a', '', 2, 0, 0
            FROM unnest(ARRAY['country', 'goal', 'property:plan', 'screen']) AS dimension CROSS JOIN generate_series(1, 3) AS minute
            """
        );
        Stage("shop", "1", "a", $"{day} 12:00:00Z");

        Replace(day);
        Replace(day);

        Assert.Equal(
            ["goal|6", "property:plan|6", "screen|6"],
            Admin.Rows("SELECT dimension, sum(events) FROM reporting.dimension_days GROUP BY 1 ORDER BY 1")
        );
    }
}
