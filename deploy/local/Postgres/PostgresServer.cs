using System.Net.Sockets;
using Analytics.Hosting;
using Analytics.Hosting.Processes;
using Analytics.Local.Components;
using Analytics.Local.Processes;
using Npgsql;

namespace Analytics.Local.Postgres;

/// <summary>
/// A PostgreSQL cluster in <c>postgres</c> below the run's folder. It never runs as root: root drops to another user.
/// </summary>
public sealed class PostgresServer(string folder) : Component("postgres", folder)
{
    /// <summary>The name of the warehouse's database in a local run.</summary>
    public const string DefaultDatabase = "analytics";

    readonly int _port = Ports.Free();
    readonly ServiceUser _user = ServiceUser.ForPostgres(folder);

    public Passwords Passwords { get; } = Passwords.In(folder);

    /// <summary>Further settings, which overrule those of a local run: <c>max_wal_size=64MB</c>.</summary>
    public IReadOnlyList<string> Further { get; init; } = [];

    /// <summary>The address as host:port, for <c>psql</c>.</summary>
    public string Address => $"127.0.0.1:{_port}";

    /// <summary>Returns the connection string for Npgsql; the server's first database is <c>postgres</c>.</summary>
    public string ConnectionString(Role role, string database = DefaultDatabase) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = _port,
            Database = database,
            Username = role.UserName(),
            Password = Passwords[role],
        }.ConnectionString;

    /// <summary>
    /// A file for shells (<c>. keys.env</c>) that sets ANALYTICS_WAREHOUSE for the role that makes write keys. Written by <see
    /// cref="MigrateAsync"/>.
    /// </summary>
    public string KeysFile => Path.Combine(Folder, "keys.env");

    /// <summary>Creates or updates the warehouse in its <see cref="DefaultDatabase"/>.</summary>
    public async Task MigrateAsync(CancellationToken cancellation = default)
    {
        await Migrations.ApplyAsync(ConnectionString(Role.Admin), Passwords, cancellation);
        File.Delete(Path.Combine(Folder, "owner.env")); // An earlier version wrote the owner's password there.
        PrivateFile.Write(KeysFile, $"export ANALYTICS_WAREHOUSE='{ConnectionString(Role.Keys)}'\n");
    }

    /// <summary>Shuts down immediately (SIGQUIT): no checkpoint, recovery at the next start.</summary>
    public async Task StopImmediatelyAsync()
    {
        Send(Signal.Quit);
        await StopAsync();
    }

    private protected override async Task PrepareAsync(CancellationToken cancellation)
    {
        if (Directory.Exists(Path.Combine(_user.Folder, "data")))
            return;
        string[] create =
        [
            "sh",
            Path.Combine(Repository.Root, "deploy", "local", "Postgres", "create-cluster.sh"),
            Tools.PostgresBin,
            _user.Folder,
            .. _user.Name is { } name ? [name] : Array.Empty<string>(),
        ];
        await RunToEndAsync(
            new ProcessSpec(Name, create, Log) { Environment = new Dictionary<string, string> { ["PGPASSWORD"] = Passwords[Role.Admin] } },
            "could not create its cluster"
        );
    }

    private protected override ProcessSpec Spec() =>
        new(
            Name,
            [
                .. _user.Prefix,
                Path.Combine(Tools.PostgresBin, "postgres"),
                "-D",
                Path.Combine(_user.Folder, "data"),
                .. Settings.Concat(Further).SelectMany(setting => new[] { "-c", setting }),
            ],
            Log
        )
        {
            // A fast shutdown disconnects the clients and keeps everything committed.
            StopSignal = Signal.Interrupt,
            Folder = "/",
        };

    private protected override async Task<bool> IsHealthyAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString(Role.Admin, "postgres") + ";Pooling=false");
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (Exception error) when (error is NpgsqlException or SocketException)
        {
            return false;
        }
    }

    // After kill -9 of the postmaster its children hold the shared memory for a few milliseconds.
    private protected override bool MayTryAgain(string log) =>
        log.Contains("pre-existing shared memory block", StringComparison.Ordinal)
        || log.Contains("is still in use", StringComparison.Ordinal);

    string[] Settings =>
        [
            "listen_addresses=127.0.0.1",
            $"port={_port}",
            "unix_socket_directories=",
            "max_connections=100",
            "shared_buffers=128MB",
            "max_wal_size=2GB",
            "timezone=UTC",
            "log_timezone=UTC",
            "jit=off",
            // A local run has no replicas.
            "wal_level=minimal",
            "max_wal_senders=0",
        ];
}
