namespace Warehouse.Tests.Functions;

/// <summary>However many names a source sends, the tables stay bounded and their sums exact.</summary>
public sealed class EventNamesTests(WarehouseServer server) : FreshDatabase(server)
{
    const int Limit = 2_000;

    readonly long _now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 60 * 60;

    [Fact]
    public void Names_beyond_the_limit_count_as_other_and_sums_are_exact()
    {
        for (var batch = 0; batch < 10; batch++)
            Merge(batch, Enumerable.Range(batch * 1000, 1000).Select(number => $"random {number}"), "web");

        Merge(10, ["random 5", "random 9999"], "web");
        Merge(11, ["random 9999"], "app");

        string[] tables = ["event_counts_second", "event_counts_minute"];
        Assert.All(tables, table =>
        {
            Assert.Equal(
                ["app|1|1|0", $"web|{Limit + 1}|10002|8001"],
                Admin.Rows(
                    "SELECT source, count(DISTINCT name), sum(events), coalesce(sum(events) FILTER (WHERE name = '(other)'), 0) "
                        + $"FROM warehouse.{table} GROUP BY source ORDER BY source"
                )
            );
            Assert.Equal(["random 5|2"], Admin.Rows($"SELECT name, events FROM warehouse.{table} WHERE name = 'random 5'"));
        });
        Assert.Equal(["8001"], Admin.Rows("SELECT sum(other) FROM reporting.completeness WHERE source = 'web'"));
    }

    [Fact]
    public void Historical_events_have_the_same_names()
    {
        Merge(0, Enumerable.Range(0, Limit).Select(number => $"name {number:0000}"), "web");

        var rows =
            "[{\"dimension\":\"event\",\"minute\":0,\"source\":\"web\",\"value\":\"name 0001\",\"events\":2},"
            + "{\"dimension\":\"event\",\"minute\":0,\"source\":\"web\",\"value\":\"unknown\",\"events\":3},"
            + "{\"dimension\":\"rejected\",\"minute\":0,\"source\":\"\",\"value\":\"unparsable\",\"events\":4}]";
        Admin.Execute("SELECT warehouse.add_minutes($1::json)", rows);

        Assert.Equal(
            ["(other)|3", "name 0001|2"],
            Admin.Rows("SELECT name, events FROM warehouse.event_counts_minute WHERE bucket = to_timestamp(0) ORDER BY name")
        );
        Assert.Equal(["unparsable|4"], Admin.Rows("SELECT code, events FROM warehouse.rejected_counts_minute"));
    }

    [Fact]
    public void A_name_of_a_rejected_row_takes_no_place()
    {
        Writer.Merge([new(_now, Name: "never counted", Code: "unparsable")], Batches.Of(0, 1));
        Assert.Empty(Admin.Rows("TABLE warehouse.event_names"));
    }

    void Merge(int batch, IEnumerable<string> names, string source) =>
        Writer.Merge(names.Select(name => new LiveRow(_now, source, name)), Batches.Of(batch, batch + 1, id: batch));
}
