using Analytics.Local.Postgres;
using Npgsql;

namespace Local.Tests.Postgres;

public sealed class PostgresServerTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Fault", "F15")]
    public async Task Keeps_what_was_committed_over_kill_immediate_shutdown_and_stop()
    {
        await using var server = new PostgresServer(_folder.Path);
        await server.StartAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(server, "CREATE TABLE kept (value int)");

        await ExecuteAsync(server, "INSERT INTO kept VALUES (1)");
        await server.KillAsync();
        await server.StartAsync(TestContext.Current.CancellationToken);

        await ExecuteAsync(server, "INSERT INTO kept VALUES (2)");
        await server.StopImmediatelyAsync();
        await server.StartAsync(TestContext.Current.CancellationToken);

        await ExecuteAsync(server, "INSERT INTO kept VALUES (3)");
        await server.StopAsync();
        await server.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3L, await ExecuteAsync(server, "SELECT count(*) FROM kept"));
    }

    [Fact]
    public async Task Refuses_a_wrong_password()
    {
        await using var server = new PostgresServer(_folder.Path);
        await server.StartAsync(TestContext.Current.CancellationToken);
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString(Role.Admin, "postgres"))
        {
            Password = "wrong",
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(TestContext.Current.CancellationToken));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    static async Task<object?> ExecuteAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString(Role.Admin, "postgres") + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
