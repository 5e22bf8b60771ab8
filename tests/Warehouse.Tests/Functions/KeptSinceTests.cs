namespace Warehouse.Tests.Functions;

public sealed class KeptSinceTests(WarehouseServer server) : FreshDatabase(server)
{
    [Theory]
    [InlineData("Europe/Warsaw")]
    [InlineData("America/New_York")]
    [InlineData("Pacific/Auckland")]
    public void Days_are_UTC_days_in_a_session_of_any_time_zone(string zone)
    {
        const string begins = """
            SELECT name, extract(epoch FROM warehouse.kept_since(name))::bigint
            FROM unnest(ARRAY['event_counts_second', 'dimension_counts_minute', 'sessions', 'event_counts_minute']) AS name
            ORDER BY 1
            """;
        Admin.Execute("SET timezone = 'UTC'");
        var expected = Admin.Rows(begins);

        Admin.Execute($"SET timezone = '{zone}'");

        Assert.Equal(expected, Admin.Rows(begins));
        Assert.All(expected, row => Assert.Equal(0, long.Parse(row.Split('|')[1], null) % 86_400));
    }
}
