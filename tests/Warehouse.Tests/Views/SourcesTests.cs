namespace Warehouse.Tests.Views;

public sealed class SourcesTests(WarehouseServer server) : FreshDatabase(server)
{
    [Fact]
    public void Has_each_source_once_and_reads_no_whole_table()
    {
        Admin.Execute(
            """
            INSERT INTO warehouse.event_names (source, name, seen_on)
            SELECT source, 'name ' || number, current_date - 399
            FROM unnest(ARRAY['web', 'o''hara', 'ios']) AS source CROSS JOIN generate_series(1, 2000) AS number;
            ANALYZE warehouse.event_names
            """
        );

        Assert.Equal(["ios", "o'hara", "web"], Reader.Rows("SELECT source FROM sources ORDER BY 1"));
        Assert.DoesNotContain("Seq Scan", string.Join('\n', Admin.Rows("EXPLAIN SELECT source FROM reporting.sources")));
    }
}
