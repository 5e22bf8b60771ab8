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

    [Theory]
    [InlineData("set_retention('', 'events', 400), warehouse.set_retention('kiosk', 'events', 400)")]
    [InlineData("set_retention('', 'events', NULL), warehouse.set_retention('kiosk', 'events', NULL)")]
    public void A_rule_that_keeps_more_brings_back_no_day_that_compact_has_removed(string call)
    {
        using var database = server.CreateOwn();
        using var admin = database.Open();
        admin.Execute(
            """
            SELECT warehouse.set_retention('', 'events', 30), warehouse.set_retention('kiosk', 'events', 90);
            SELECT warehouse.record_removals('events', ARRAY['kiosk', 'web'], ARRAY[current_date - 90, current_date - 30]);
            SELECT warehouse.record_removals('events', ARRAY['web'], ARRAY[current_date - 40])
            """
        );
        admin.Execute($"SELECT warehouse.{call}");

        Assert.Equal(
            ["29|t|t|t|t", "30|f|t|f|t", "89|f|t|f|t", "90|f|f|f|t"],
            admin.Rows(
                """
                SELECT age, warehouse.lake_keeps(day, 'web'), warehouse.lake_keeps(day, 'kiosk'), warehouse.lake_keeps(day, NULL),
                    warehouse.lake_keeps(day, 'new')
                FROM unnest(ARRAY[29, 30, 89, 90]) AS age CROSS JOIN LATERAL (SELECT current_date - age AS day) AS d
                """
            )
        );
    }
}
