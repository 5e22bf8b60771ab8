using System.Text.Json;
using System.Text.Json.Nodes;
using Analytics.Contracts;

namespace Warehouse.Tests.Functions;

/// <summary>A deploy in the middle of a session: programs of two versions merge its parts.</summary>
public sealed class SessionDeployTests(WarehouseServer server) : MergedSessions(server)
{
    const string Added = "app_version";

    SentEvent[] Events =>
        [
            At(0, "a", "/") with
            {
                User = "u-1",
                Currency = "EUR",
                Revenue = 1.5m,
            },
            At(10, "b", "/a") with
            {
                Country = "DE",
            },
            At(20, "c") with
            {
                IsAction = true,
                IsConversion = true,
            },
            At(30, "d", "/b") with
            {
                Currency = "EUR",
                Revenue = 2.25m,
            },
        ];

    /// <summary>The older program lacks a member of the newer one, and the warehouse does not know another of the newer one.</summary>
    [Theory]
    [InlineData(true, "null")]
    [InlineData(false, "2.0")]
    public void Parts_of_two_versions_sum_up_to_the_whole(bool olderHasFirst, string version)
    {
        var (first, rest) = (Events[..2], Events[2..]);
        var older = Rows(olderHasFirst ? first : rest, row => row.Remove(Added));
        var newer = Rows(olderHasFirst ? rest : first, row => row["screen_width"] = 1920);

        var whole = Merged("2.0", Rows(Events, _ => { }));

        Assert.Equal(whole, Merged(version, older, newer));
        Assert.Equal(whole, Merged(version, newer, older));
        Assert.Contains(whole, row => row.Contains("\"revenue\": {\"EUR\": 3.7", StringComparison.Ordinal));
    }

    static string Rows(IEnumerable<SentEvent> events, Action<JsonObject> change)
    {
        var rows = new JsonArray();
        foreach (var row in events.SelectMany(one => one.Rows()).Where(row => row.Dimension != SessionsRow.Event))
        {
            var told = row.Dimension == SessionsRow.Session ? row with { AppVersion = "2.0" } : row;
            var json = JsonSerializer.SerializeToNode(told, ContractsJson.Default.SessionsRow)!.AsObject();
            change(json);
            rows.Add(json);
        }

        return rows.ToJsonString();
    }

    // The version is of the session's first event, and the same in every other way.
    List<string> Merged(string version, params IReadOnlyList<string> batches)
    {
        using var rolledBack = Admin.Begin();
        foreach (var (number, rows) in batches.Index())
        {
            var about = Batches.Of(number, number + 1, query: QueryNames.Sessions, id: number + 1);
            Admin.Execute($"SELECT {WarehouseFunctions.MergeSessions}($1, $2)", rows, about);
        }

        Assert.Equal([version], Admin.Rows($"SELECT {Added} FROM warehouse.live_sessions"));
        return
        [
            .. Admin.Rows($"SELECT to_jsonb(t) - '{Added}' FROM warehouse.live_sessions AS t"),
            .. Admin.Rows("TABLE warehouse.live_visitors"),
            .. Admin.Rows("TABLE warehouse.dimension_counts_minute ORDER BY bucket, source, dimension, value, currency"),
            .. Admin.Rows("SELECT sum(events), min(oldest_received_at), max(newest_received_at) FROM warehouse.batches"),
        ];
    }
}
