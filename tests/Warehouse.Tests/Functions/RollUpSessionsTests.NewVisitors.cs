namespace Warehouse.Tests.Functions;

/// <content>New visitors of days whose first events are no longer kept.</content>
public sealed partial class RollUpSessionsTests
{
    [Theory]
    [InlineData("set_retention('', 'visitors', 300)")]
    [InlineData("set_retention('', 'visitors', 30), warehouse.expire_visitors(), warehouse.set_retention('', 'visitors', NULL)")]
    public void New_visitors_of_a_day_stay_when_their_first_events_are_gone(string call)
    {
        Admin.Execute("DELETE FROM warehouse.retention");
        var day = Admin.Value<DateOnly>("SELECT current_date - 350");
        Admin.Execute(
            $"""
            INSERT INTO warehouse.live_visitors (first_at, source, user_key)
            VALUES ('{day:O} 12:30Z', 'shop', 'a'), ('{day:O} 13:00Z', 'shop', 'b'), (now(), 'shop', 'c')
            """
        );
        Stage("shop", "1", "a", $"{day:O} 12:00:00Z");
        Replace($"{day:O}");
        string[] before = ["day|1|2", "hour|1|1", "hour|0|1"];
        Assert.Equal(before, NewVisitors());

        Admin.Execute($"SELECT warehouse.{call}, warehouse.expire_visitors()");
        Stage("shop", "2", "b", $"{day:O} 13:00:00Z");
        Replace($"{day:O}");

        Assert.Equal(["day|2|2", "hour|1|1", "hour|1|1"], NewVisitors());
        Admin.Execute("DELETE FROM staging.sessions");
        Replace($"{day:O}", "'shop'");
        Assert.Equal(["day|0|2", "hour|0|1", "hour|0|1"], NewVisitors());
        Admin.Execute("DELETE FROM warehouse.retention");
    }

    List<string> NewVisitors() =>
        Admin.Rows("SELECT grain, sessions, new_visitors FROM reporting.session_spans ORDER BY grain, source, begins_at");
}
