namespace Warehouse.Tests.Functions;

public sealed class SessionOrderTests(WarehouseServer server) : StagedSessions(server)
{
    [Fact]
    public void A_days_sessions_and_sums_lie_in_the_order_in_which_panels_read_them()
    {
        foreach (var (hour, at) in new[] { 7, 2, 9, 0, 5, 3, 8, 1, 6, 4 }.Index())
            Stage("shop", $"{at}", "a", $"2026-03-10 0{hour}:00:00Z");
        Replace("2026-03-10");

        const string hours = "SELECT extract(hour FROM started_at AT TIME ZONE 'UTC')::int FROM warehouse.sessions ORDER BY ctid";
        Assert.Equal(Enumerable.Range(0, 10).Select(hour => $"{hour}"), Admin.Rows(hours));
        var sums = Admin.Rows("SELECT dimension || value COLLATE \"C\" FROM warehouse.session_values ORDER BY ctid");
        Assert.Equal(sums.Order(StringComparer.Ordinal), sums);
    }
}
