using System.Text.Json;
using Analytics.Contracts;
using Analytics.Warehouse;
using Npgsql;

namespace Warehouse.Tests.Functions;

public sealed class MergeRejectedCountsTests(WarehouseServer server)
{
    const string Merge = $"SELECT {WarehouseFunctions.MergeRejectedCounts}($1::text, $2)";

    [Theory]
    [InlineData("[", ",", "]")]
    [InlineData("[[", "], [", "]]")]
    public void Adds_up_by_minute_source_and_code(string open, string next, string close)
    {
        using var database = server.Create();
        using var writer = database.Open(Roles.Writer);
        using var admin = database.Open();
        var rows =
            open
            + string.Join(next, Row(120, "web", "wrong_kind", 2), Row(179, "web", "wrong_kind", 1), Row(180, null, "too_deep", 4))
            + close;

        writer.Execute(Merge, rows, Batches.Of(0, 7, query: QueryNames.RejectedCounts));
        writer.Execute(Merge, rows, Batches.Of(7, 14, query: QueryNames.RejectedCounts));

        Assert.Equal(
            ["120|web|wrong_kind|6", "180||too_deep|8"],
            admin.Rows("SELECT extract(epoch FROM bucket)::bigint, source, code, events FROM warehouse.rejected_counts_minute ORDER BY 1")
        );
        Assert.Equal(["rejected-counts|7", "rejected-counts|7"], admin.Rows("SELECT query, events FROM warehouse.batches"));
        Assert.Equal(
            "AN001",
            Assert
                .Throws<PostgresException>(() => writer.Execute(Merge, rows, Batches.Of(7, 14, query: QueryNames.RejectedCounts)))
                .SqlState
        );
    }

    [Theory]
    [InlineData(null, "no rows")]
    [InlineData("""[{"source":"web","code":"too_deep","events":3}]""", "\"second\"")]
    [InlineData("""[{"second":120,"code":"too_deep"}]""", "\"events\"")]
    [InlineData("""[{"s":120,"o":"web","x":"too_deep","e":3}]""", "\"second\"")]
    public void Refuses_what_would_count_nothing_and_keeps_the_ledger(string? rows, string reason)
    {
        using var database = server.Create();
        using var writer = database.Open(Roles.Writer);
        using var admin = database.Open();

        var refusal = Assert.Throws<PostgresException>(() =>
            writer.Execute(Merge, rows, Batches.Of(0, 3, query: QueryNames.RejectedCounts))
        );

        Assert.Equal("AN002", refusal.SqlState);
        Assert.Contains(reason, refusal.MessageText, StringComparison.Ordinal);
        Assert.Equal(0L, admin.Value<long>("SELECT count(*) FROM warehouse.ingest_ledger"));
    }

    static string Row(long second, string? source, string code, int events) =>
        JsonSerializer.Serialize(
            new RejectedCountsRow
            {
                Second = second,
                Source = source,
                Code = code,
                Events = events,
            },
            ContractsJson.Default.RejectedCountsRow
        );
}
