using System.Text.Json;
using Analytics.Contracts;
using Npgsql;

namespace Warehouse.Tests.Functions;

/// <summary>
/// A merge's work grows with its batch and not with its square: after an outage a batch has 100 times the usual events. The work is the
/// number of rows that PostgreSQL's plans have handled, as auto_explain counts them.
/// </summary>
public sealed class MergeCostTests(WarehouseServer server) : MergedSessions(server)
{
    const int Events = 400;

    [Theory]
    [InlineData(QueryNames.LiveMetrics)]
    [InlineData(QueryNames.Sessions)]
    [InlineData(QueryNames.HistoricalMetrics)]
    public void Twice_the_events_are_at_most_about_twice_the_work(string query)
    {
        var (once, twice) = (Work(query, Events), Work(query, 2 * Events));
        Assert.InRange(once, Events, 100 * Events);
        Assert.InRange(twice, once, 2.5 * once);
    }

    long Work(string query, int events)
    {
        var work = 0L;
        using var connection = new NpgsqlConnection(Database.Admin);
        connection.Notice += (_, message) => work += WorkOf(message.Notice.MessageText);
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var merge = new NpgsqlCommand(
            """
            LOAD 'auto_explain';
            SET auto_explain.log_min_duration = 0; SET auto_explain.log_analyze = on; SET auto_explain.log_timing = off;
            SET auto_explain.log_nested_statements = on; SET auto_explain.log_format = json; SET client_min_messages = log;
            """,
            connection
        );
        merge.ExecuteNonQuery();
        merge.CommandText = $"SELECT {FunctionOf(query)}($1, $2)";
        merge.Parameters.Add(new() { Value = Rows(query, events) });
        merge.Parameters.Add(new() { Value = Batches.Of(0, events, query: query) });
        merge.ExecuteNonQuery();
        return work;
    }

    static string FunctionOf(string query) =>
        query switch
        {
            QueryNames.LiveMetrics => WarehouseFunctions.MergeLiveMetrics,
            QueryNames.Sessions => WarehouseFunctions.MergeSessions,
            _ => WarehouseFunctions.MergeHistorical,
        };

    // Every event has its own name, session, visitor and page, and money.
    string Rows(string query, int events)
    {
        var sent = Enumerable
            .Range(0, events)
            .Select(place => new SentEvent(
                Noon,
                $"e-{place}",
                Session: $"s-{place}",
                Visitor: $"a-{place}",
                Path: $"/{place}",
                Currency: "EUR",
                Revenue: 1
            ));
        return query switch
        {
            QueryNames.LiveMetrics => LiveRow.Objects(
                Enumerable.Range(0, events).Select(place => new LiveRow(Noon.ToUnixTimeSeconds(), Name: $"name-{place}"))
            ),
            QueryNames.Sessions => SessionMerges.Json(sent.SelectMany(one => one.Rows()).Where(row => row.Dimension != SessionsRow.Event)),
            _ => SessionMerges.Json(sent.SelectMany(one => one.Rows())),
        };
    }

    static long WorkOf(string notice)
    {
        var plan = notice.IndexOf('{', StringComparison.Ordinal);
        if (plan < 0)
            return 0;

        using var json = JsonDocument.Parse(notice[plan..]);
        return json.RootElement.TryGetProperty("Plan", out var root) ? RowsOf(root) : 0;
    }

    static long RowsOf(JsonElement node) =>
        (long)(node.GetProperty("Actual Rows").GetDouble() * node.GetProperty("Actual Loops").GetDouble())
        + (node.TryGetProperty("Plans", out var parts) ? parts.EnumerateArray().Sum(RowsOf) : 0);
}
