using System.Diagnostics;
using System.Globalization;
using Analytics.Local.Postgres;
using Analytics.Local.Processes;
using Npgsql;

namespace Analytics.Testing.Postgres;

/// <summary>The database of one test.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    readonly TestPostgres _server;

    internal TestDatabase(TestPostgres server, string name)
    {
        _server = server;
        Name = name;
    }

    public string Name { get; }

    /// <summary>Returns the Npgsql connection string for the role.</summary>
    public string ConnectionString(Role role) => _server.ConnectionString(role, Name);

    /// <summary>Returns an open connection as the role.</summary>
    public async Task<NpgsqlConnection> OpenAsync(Role role, CancellationToken cancellation = default)
    {
        var connection = new NpgsqlConnection(ConnectionString(role));
        await connection.OpenAsync(cancellation);
        return connection;
    }

    /// <summary>Returns the first column, a text, of a query's rows as the role.</summary>
    public async Task<List<string>> LinesAsync(Role role, string sql, params object[] parameters)
    {
        await using var connection = await OpenAsync(role, TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(new() { Value = parameter });

        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            lines.Add(reader.GetString(0));

        return lines;
    }

    /// <summary>Creates a database with the same tables and rows. No connection to this one may be in use.</summary>
    public async Task<TestDatabase> CopyAsync()
    {
        NpgsqlConnection.ClearAllPools();
        return await _server.CopyAsync(Name, $"test_{Guid.NewGuid().ToString("N")[..12]}");
    }

    /// <summary>Returns the whole database as SQL, as pg_dump writes it.</summary>
    public async Task<string> DumpAsync(CancellationToken cancellation = default)
    {
        var admin = new NpgsqlConnectionStringBuilder(ConnectionString(Role.Admin));
        var start = new ProcessStartInfo(
            Path.Combine(Tools.PostgresBin, "pg_dump"),
            ["--host", admin.Host!, "--port", admin.Port.ToString(CultureInfo.InvariantCulture), "--username", admin.Username!, Name]
        )
        {
            RedirectStandardOutput = true,
        };
        start.Environment["PGPASSWORD"] = admin.Password;
        using var process = Process.Start(start)!;
        var dump = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 ? dump : throw new InvalidOperationException($"pg_dump failed with code {process.ExitCode}.");
    }

    public async ValueTask DisposeAsync() => await _server.DropAsync(Name);
}
