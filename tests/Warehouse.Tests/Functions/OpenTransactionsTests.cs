using Analytics.Warehouse;

namespace Warehouse.Tests.Functions;

public sealed class OpenTransactionsTests : IDisposable
{
    readonly Database _database;
    readonly Session _admin;

    public OpenTransactionsTests(WarehouseServer server)
    {
        _database = server.CreateOwn();
        _admin = _database.Open();
        // The limit of a minute is 0 for the test.
        var body = _admin.Value<string>("SELECT pg_get_functiondef('reporting.open_transactions()'::regprocedure)");
        Assert.Contains("'1 minute'", body, StringComparison.Ordinal);
        _admin.Execute(body.Replace("'1 minute'", "'0'", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _admin.Dispose();
        _database.Dispose();
    }

    [Theory]
    [InlineData(Roles.Batch)]
    [InlineData(null)]
    public void A_viewer_sees_who_has_a_transaction_open(string? role)
    {
        using var reader = _database.Open(Roles.Reader);
        using var busy = _database.Open(role);
        var name = busy.Value<string>("SELECT session_user::text");
        busy.Execute("SET application_name = 'forgotten'");
        Assert.Empty(Seen(reader));
        using (busy.Begin())
        {
            busy.Execute("SELECT 1");
            Assert.Equal([$"{name}|idle in transaction"], Seen(reader));
        }

        Assert.Empty(Seen(reader));
    }

    static List<string> Seen(Session reader) =>
        reader.Rows("SELECT role, state FROM reporting.open_transactions() WHERE program = 'forgotten' AND seconds >= 0");
}
