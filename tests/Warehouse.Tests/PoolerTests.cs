using Analytics.Hosting;
using Analytics.Hosting.Processes;
using Analytics.Local.Processes;
using Analytics.Testing;
using Analytics.Testing.Waiting;
using Analytics.Warehouse;
using Npgsql;

namespace Warehouse.Tests;

/// <summary>A real PgBouncer before the warehouse. Skipped where the package pgbouncer is missing.</summary>
public sealed class PoolerTests(WarehouseServer server) : IAsyncDisposable
{
    static readonly string? _program = new[] { "/usr/sbin/pgbouncer", "/usr/bin/pgbouncer" }.FirstOrDefault(File.Exists);
    readonly TestFolder _folder = new();
    GuardedProcess? _pooler;

    public async ValueTask DisposeAsync()
    {
        if (_pooler is not null)
        {
            await _pooler.KillAsync();
            _pooler.Dispose();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task A_direct_connection_is_a_session_of_its_own()
    {
        using var database = server.Create();
        Assert.Null(await OwnSession.RefusalAsync(database.Admin, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("transaction", true)]
    [InlineData("statement", true)]
    [InlineData("session", false)]
    public async Task A_pooler_that_changes_the_server_process_is_refused(string mode, bool isRefused)
    {
        Assert.SkipWhen(_program is null, "There is no pgbouncer: install the package of that name.");
        using var database = server.Create();
        var through = await StartAsync(database, mode);

        var refusal = await OwnSession.RefusalAsync(through, TestContext.Current.CancellationToken);

        Assert.Equal(isRefused, refusal?.Contains("PgBouncer", StringComparison.Ordinal) == true);
        if (!isRefused)
            return;

        var failure = Assert.Throws<MigrationException>(() => WarehouseSchema.Migrate(through));
        Assert.Equal((ExitCodes.Usage, refusal), (failure.ExitCode, failure.Message));
    }

    /// <summary>Starts PgBouncer, and returns the connection string through it once it answers.</summary>
    async Task<string> StartAsync(Database database, string mode)
    {
        var to = new NpgsqlConnectionStringBuilder(database.Admin);
        var port = Ports.Free();
        var file = Path.Combine(_folder.Path, "pgbouncer.ini");
        await File.WriteAllTextAsync(
            file,
            $"""
            [databases]
            {to.Database} = host={to.Host} port={to.Port} dbname={to.Database} user={to.Username} password={to.Password}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = {mode}
            """,
            TestContext.Current.CancellationToken
        );
        // PgBouncer does not run as root, and another user may not reach our folder: it gets the file open.
        string[] command = Environment.IsPrivilegedProcess
            ?
            [
                "sh",
                "-c",
                "chmod 644 \"$1\"; exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$0\" /dev/stdin < \"$1\"",
                _program!,
                file,
            ]
            : [_program!, file];
        _pooler = await GuardedProcess.StartAsync(new ProcessSpec("pgbouncer", command, Path.Combine(_folder.Path, "pgbouncer.log")));
        var through = new NpgsqlConnectionStringBuilder(database.Admin)
        {
            Host = "127.0.0.1",
            Port = port,
            Pooling = false,
        }.ConnectionString;
        await Poll.UntilAsync("PgBouncer answers", async () =>
        {
            try
            {
                await using var connection = new NpgsqlConnection(through);
                await connection.OpenAsync();
                return true;
            }
            catch (NpgsqlException) when (!_pooler.Exited.IsCompleted)
            {
                return false;
            }
        });
        return through;
    }
}
