using Analytics.Contracts;

namespace Warehouse.Tests.Functions;

public sealed class LakeKeepsTests(WarehouseServer server)
{
    [Theory]
    [InlineData(13, null, true, true)]
    [InlineData(14, null, true, false)]
    [InlineData(14, null, false, true)]
    [InlineData(14, "kiosk", true, true)]
    [InlineData(30, "kiosk", false, false)]
    [InlineData(30, null, false, false)]
    public void Asks_for_rejected_events_only_where_they_are_wanted(int daysAgo, string? source, bool withRejected, bool keeps)
    {
        using var database = server.CreateOwn();
        using var admin = database.Open();
        admin.Execute(
            """
            DELETE FROM warehouse.retention;
            INSERT INTO warehouse.retention (source, what, days)
            VALUES ('', 'rejected', 14), ('kiosk', 'rejected', 20), ('', 'events', 30)
            """
        );
        var named = source is null ? "NULL" : $"'{source}'";

        Assert.Equal(
            keeps,
            admin.Value<bool>(
                $"SELECT {WarehouseFunctions.LakeKeeps}((now() AT TIME ZONE 'UTC')::date - {daysAgo}, {named}, {withRejected})"
            )
        );
    }
}
