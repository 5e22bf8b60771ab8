namespace Warehouse.Tests.Functions;

/// <summary>The tables stay bounded and their sums exact for any number of names that a source sends.</summary>
public sealed class EventNamesTests(WarehouseServer server) : FreshDatabase(server)
{
    const int Limit = 2_000;
    const string Today = "(now() AT TIME ZONE 'UTC')::date";

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

    [Fact]
    public void Names_that_nobody_sends_for_90_days_give_their_places_to_new_ones_and_still_count_apart()
    {
        Merge(0, Enumerable.Range(0, Limit).Select(number => $"random {number:0000}"), "web");
        Merge(1, ["refused"], "web");
        Admin.Execute("UPDATE warehouse.event_names SET seen_on = seen_on - 91 WHERE name < 'random 1000'");

        Merge(2, ["new", "random 0007", "random 1500"], "web");
        Admin.Execute("SELECT warehouse.register_names(ARRAY['web', 'web'], ARRAY['historical', 'random 0008'])");

        Assert.Equal(
            ["(other)|1", "new|1", "random 0007|2", "random 1500|2"],
            Admin.Rows(
                "SELECT name, sum(events) FROM warehouse.event_counts_minute "
                    + "WHERE name IN ('(other)', 'refused', 'new', 'random 0007', 'random 1500') GROUP BY name ORDER BY name"
            )
        );
        Assert.Equal(
            ["historical", "new", "random 0007", "random 0008"],
            Admin.Rows(
                $"SELECT name FROM warehouse.event_names WHERE seen_on = {Today} AND (name < 'random 1000' OR name = 'historical') "
                    + "ORDER BY name"
            )
        );
    }

    [Fact]
    public void Names_leave_when_no_minute_has_them_any_more()
    {
        Merge(0, ["old", "kept"], "web");
        Admin.Execute("UPDATE warehouse.event_names SET seen_on = seen_on - CASE name WHEN 'old' THEN 401 ELSE 400 END");

        Admin.Execute("SELECT FROM warehouse.delete_old_rows()");

        Assert.Equal(["kept"], Admin.Rows("SELECT name FROM warehouse.event_names"));
    }

    [Fact]
    public void An_operator_frees_the_places_of_names_and_values()
    {
        Merge(0, Enumerable.Range(0, Limit).Select(number => $"random {number:0000}"), "web");
        Merge(1, ["checkout"], "web");
        Admin.Execute(
            "INSERT INTO warehouse.dimension_values (source, dimension, value, seen_on) "
                + $"SELECT 'web', 'page', '/random/' || n, {Today} FROM generate_series(1, warehouse.value_limit()) AS n"
        );
        Assert.Equal(["f"], Told("/checkout"));

        Assert.Equal(["2"], Admin.Rows("SELECT warehouse.release_names('web', ARRAY['random 0000', 'random 0001', 'unknown'])"));
        Assert.Equal(["0"], Admin.Rows("SELECT warehouse.release_names('web', ARRAY['random 0000'])"));
        Assert.Equal(["1"], Admin.Rows("SELECT warehouse.release_values('web', 'page', ARRAY['/random/1', 'unknown'])"));
        Merge(2, ["checkout", "random 0000", "one too many", "zebra"], "web");

        Assert.Equal(
            ["(other)|2", "checkout|1", "one too many|1", "random 0000|2"],
            Admin.Rows(
                "SELECT name, sum(events) FROM warehouse.event_counts_minute WHERE name !~ '^random (?!0000)' GROUP BY name ORDER BY name"
            )
        );
        Assert.Equal(["t"], Told("/checkout"));
        Assert.Equal(["t"], Told("/random/1"));
    }

    [Fact]
    public void A_clients_own_other_takes_no_place()
    {
        Merge(0, ["(other)", "a"], "web");
        Admin.Execute("SELECT warehouse.register_names(ARRAY['web'], ARRAY['(other)'])");

        Assert.Equal(["a"], Admin.Rows("SELECT name FROM warehouse.event_names"));
        Assert.Equal(["(other)|1", "a|1"], Admin.Rows("SELECT name, events FROM warehouse.event_counts_minute ORDER BY name"));
        Assert.Equal(["f"], Told("(other)"));
    }

    List<string> Told(string value) =>
        Admin.Rows($"SELECT is_told_apart FROM warehouse.tell_values_apart(ARRAY['web'], ARRAY['page'], ARRAY['{value}'])");

    void Merge(int batch, IEnumerable<string> names, string source) =>
        Writer.Merge(names.Select(name => new LiveRow(_now, source, name)), Batches.Of(batch, batch + 1, id: batch));
}
