using Analytics.Contracts;
using Analytics.Warehouse;
using Npgsql;

namespace Warehouse.Tests.Functions;

public sealed class RecordHeartbeatTests(WarehouseServer server)
{
    const string Beat = $"SELECT {WarehouseFunctions.RecordHeartbeat}($1, $2, $3, $4::timestamptz)";

    [Fact]
    public void Keeps_the_newest_state_and_never_moves_complete_up_to_back()
    {
        using var database = server.Create();
        using var writer = database.Open(Roles.Writer);
        using var admin = database.Open();
        const string row = "SELECT state, lag, to_char(complete_up_to AT TIME ZONE 'UTC', 'HH24:MI') FROM warehouse.query_heartbeats";

        writer.Execute(Beat, "q", "starting", null, null);
        Assert.Equal(["starting|null|null"], admin.Rows(row));
        writer.Execute(Beat, "q", "running", 5L, "2026-01-01 12:00Z");
        Assert.Equal(["running|5|12:00"], admin.Rows(row));
        writer.Execute(Beat, "q", "catching_up", 900L, "2026-01-01 11:00Z");
        Assert.Equal(["catching_up|900|12:00"], admin.Rows(row));
        writer.Execute(Beat, "q", "restarting", null, null);
        Assert.Equal(["restarting|null|12:00"], admin.Rows(row));
        writer.Execute(Beat, "q", "stopping", null, null);
        Assert.Equal(["stopping|null|12:00"], admin.Rows(row));
    }

    [Theory]
    [InlineData("dancing")]
    [InlineData("warming")]
    public void Refuses_a_state_that_no_dashboard_knows(string state)
    {
        using var database = server.Create();
        using var writer = database.Open(Roles.Writer);

        Assert.Equal(
            PostgresErrorCodes.CheckViolation,
            Assert.Throws<PostgresException>(() => writer.Execute(Beat, "q", state, null, null)).SqlState
        );
    }
}
