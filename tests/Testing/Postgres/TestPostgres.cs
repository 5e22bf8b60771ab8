using System.Security.Cryptography;
using Analytics.Local.Postgres;
using Analytics.Local.Processes;
using Npgsql;

namespace Analytics.Testing.Postgres;

/// <summary>The PostgreSQL server of a test run: started here, or named by ANALYTICS_TEST_POSTGRES.</summary>
public sealed class TestPostgres : IAsyncDisposable
{
    readonly PostgresServer? _own;
    readonly string _admin;
    readonly Lazy<Task<string>> _template;

    TestPostgres(PostgresServer? own, string admin, Passwords passwords)
    {
        _own = own;
        _admin = admin;
        Passwords = passwords;
        _template = new(MigrateTemplateAsync);
    }

    /// <summary>The passwords of the roles.</summary>
    public Passwords Passwords { get; }

    /// <summary>Starts a server with its data in the folder, or uses the given server.</summary>
    /// <remarks>The role passwords of a given server are in the environment (ANALYTICS_WRITER_PASSWORD and so on).</remarks>
    public static async Task<TestPostgres> StartAsync(string folder)
    {
        if (Environment.GetEnvironmentVariable("ANALYTICS_TEST_POSTGRES") is { Length: > 0 } given)
            return new(null, given, Passwords.FromEnvironment());
        var server = new PostgresServer(folder);
        await server.StartAsync();
        return new(server, server.ConnectionString(Role.Admin, "postgres"), server.Passwords);
    }

    public string ConnectionString(Role role, string database)
    {
        var text = new NpgsqlConnectionStringBuilder(_admin) { Database = database };
        if (role is not Role.Admin)
            (text.Username, text.Password) = (role.UserName(), Passwords[role]);
        return text.ConnectionString;
    }

    /// <summary>Returns the name of a template database with the whole schema and no rows.</summary>
    public Task<string> TemplateAsync() => _template.Value;

    public async Task<TestDatabase> CopyTemplateAsync(string name) => await CopyAsync(await TemplateAsync(), name);

    internal async Task<TestDatabase> CopyAsync(string template, string name)
    {
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template} OWNER {Role.Owner.UserName()}");
        return new(this, name);
    }

    public async Task DropAsync(string name)
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;

    // The template is named after the program that makes it, so that a server that outlives a build never has stale tables.
    // Migrate is idempotent and locks, so several assemblies may run it on one server at once.
    async Task<string> MigrateTemplateAsync()
    {
        var program = await File.ReadAllBytesAsync(Repository.Assembly("Analytics.Warehouse"));
        var name = $"template_{Convert.ToHexStringLower(SHA256.HashData(program))[..12]}";
        await Migrations.ApplyAsync(ConnectionString(Role.Admin, name), Passwords, CancellationToken.None);
        return name;
    }

    async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_admin);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
