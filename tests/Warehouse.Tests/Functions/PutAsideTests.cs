using System.Text.Json;
using Analytics.Contracts;
using Analytics.Warehouse;

namespace Warehouse.Tests.Functions;

public sealed class PutAsideTests(WarehouseServer server)
{
    const string PutAside = $"SELECT {WarehouseFunctions.PutAside}($1, $2)";
    const string Counted = "SELECT code, events FROM warehouse.rejected_counts_minute";

    static readonly DeadLetter _first = new("t.events", "id", 0, 17, "refused", [0xff, 0x00]);
    static readonly DeadLetter _second = new("t.events", "id", 0, 18, "refused", null);

    [Fact]
    public void Keeps_a_message_whole_and_counts_it_once()
    {
        using var database = server.Create();
        using var writer = database.Open(Roles.Writer);
        using var admin = database.Open();

        writer.Execute(PutAside, QueryNames.LiveMetrics, Json(_first));
        writer.Execute(PutAside, QueryNames.LiveMetrics, Json(_first, _second));

        Assert.Equal(
            ["t.events|id|0|17|refused|ff00", "t.events|id|0|18|refused|null"],
            admin.Rows(
                "SELECT topic, topic_id, partition, \"offset\", reason, encode(value, 'hex') FROM warehouse.dead_letters ORDER BY "
                    + "\"offset\""
            )
        );
        Assert.Equal([$"{RejectionCodes.Unstorable}|2"], admin.Rows(Counted));
        Assert.Equal([$"{QueryNames.LiveMetrics}|refused|2"], admin.Rows("SELECT query, reason, events FROM reporting.dead_letters"));
    }

    [Fact]
    public void Leaves_the_archives_messages_to_be_counted_in_the_lake()
    {
        using var database = server.Create();
        using var writer = database.Open(Roles.Writer);
        using var admin = database.Open();

        writer.Execute(PutAside, QueryNames.LakeArchive, Json(_first));

        Assert.Empty(admin.Rows(Counted));
        Assert.Equal(1, admin.Value<long>("SELECT count(*) FROM warehouse.dead_letters"));
    }

    static string Json(params DeadLetter[] letters) => JsonSerializer.Serialize(letters, ContractsJson.Default.DeadLetterArray);
}
