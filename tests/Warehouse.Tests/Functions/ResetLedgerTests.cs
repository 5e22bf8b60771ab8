using Analytics.Contracts;
using Analytics.Warehouse;

namespace Warehouse.Tests.Functions;

public sealed class ResetLedgerTests(WarehouseServer server)
{
    [Fact]
    public void The_query_continues_at_the_operators_position()
    {
        using var database = server.Create();
        using var writer = database.Open(Roles.Writer);
        writer.Merge([], Batches.Over(new() { ["0"] = 0, ["1"] = 0 }, new() { ["0"] = 5, ["1"] = 5 }, new() { ["0"] = 0, ["1"] = 0 }));
        writer.Merge([], Batches.Of(0, 3, query: "other"));

        writer.Execute(
            "SELECT warehouse.reset_ledger($1, $2, $3, $4, $5)",
            QueryNames.LiveMetrics,
            new[] { Batches.Topic },
            new[] { 0 },
            new[] { "new" },
            new[] { 40L }
        );

        Assert.Equal(
            [$"{Batches.Topic}|0|new|40"],
            writer.Rows($"SELECT * FROM {WarehouseFunctions.LedgerPositions}($1)", QueryNames.LiveMetrics)
        );
        Assert.Equal(
            [$"{Batches.Topic}|0|{Batches.TopicId}|3"],
            writer.Rows($"SELECT * FROM {WarehouseFunctions.LedgerPositions}($1)", "other")
        );
        writer.Merge([], Batches.Of(40, 41, topicId: "new"));
    }
}
