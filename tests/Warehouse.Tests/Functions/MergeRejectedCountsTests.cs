using Analytics.Contracts;
using Analytics.Warehouse;
using Npgsql;

namespace Warehouse.Tests.Functions;

public sealed class MergeRejectedCountsTests(WarehouseServer server)
{
    [Theory]
    [InlineData(
        """[{"s":120,"o":"web","x":"wrong_kind","e":2},{"s":179,"o":"web","x":"wrong_kind","e":1},{"s":180,"x":"too_deep","e":4}]"""
    )]
    [InlineData(
        """[[{"s":120,"o":"web","x":"wrong_kind","e":2}], [{"s":179,"o":"web","x":"wrong_kind","e":1}], [{"s":180,"x":"too_deep","e":4}]]"""
    )]
    public void Adds_up_by_minute_source_and_code(string rows)
    {
        using var database = server.Create();
        using var writer = database.Open(Roles.Writer);
        using var admin = database.Open();
        var merge = $"SELECT {WarehouseFunctions.MergeRejectedCounts}($1, $2)";

        writer.Execute(merge, rows, Batches.Of(0, 7, query: Queries.RejectedCounts));
        writer.Execute(merge, rows, Batches.Of(7, 14, query: Queries.RejectedCounts));

        Assert.Equal(
            ["120|web|wrong_kind|6", "180||too_deep|8"],
            admin.Rows("SELECT extract(epoch FROM bucket)::bigint, source, code, events FROM warehouse.rejected_counts_minute ORDER BY 1")
        );
        Assert.Equal(["rejected-counts|7", "rejected-counts|7"], admin.Rows("SELECT query, events FROM warehouse.batches"));
        Assert.Equal(
            "AN001",
            Assert.Throws<PostgresException>(() => writer.Execute(merge, rows, Batches.Of(7, 14, query: Queries.RejectedCounts))).SqlState
        );
    }
}
