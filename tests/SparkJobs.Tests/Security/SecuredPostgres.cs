using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Analytics.Local.Postgres;
using Npgsql;

namespace SparkJobs.Tests.Security;

/// <summary>A PostgreSQL that takes TLS connections only, with a certificate for localhost of an authority made here.</summary>
[SupportedOSPlatform("linux")]
sealed class SecuredPostgres : IAsyncDisposable
{
    readonly PostgresServer _server;
    readonly string _folder;

    SecuredPostgres(PostgresServer server, string folder) => (_server, _folder) = (server, folder);

    /// <summary>The certificate of the authority that has signed the server's.</summary>
    public string Authority => Path.Combine(_folder, "authority.pem");

    /// <summary>The certificate of another authority.</summary>
    public string Stranger => Path.Combine(_folder, "stranger.pem");

    public static async Task<SecuredPostgres> StartAsync(string folder)
    {
        var secured = new SecuredPostgres(new PostgresServer(folder), folder);
        try
        {
            await secured._server.StartAsync(TestContext.Current.CancellationToken);
            await secured.SecureAsync();
            return secured;
        }
        catch
        {
            await secured.DisposeAsync();
            throw;
        }
    }

    /// <summary>The administrator's connection string.</summary>
    public NpgsqlConnectionStringBuilder Address(SslMode mode, string? authority = null, string host = "localhost") =>
        new(_server.ConnectionString(Role.Admin, "postgres"))
        {
            Host = host,
            SslMode = mode,
            RootCertificate = authority,
            Pooling = false,
        };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    async Task SecureAsync()
    {
        using var authority = Issue("analytics test authority", null);
        using var stranger = Issue("another authority", null);
        using var server = Issue("localhost", authority);
        await File.WriteAllTextAsync(Authority, authority.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Stranger, stranger.ExportCertificatePem(), TestContext.Current.CancellationToken);

        await using var connection = new NpgsqlConnection(Address(SslMode.Disable, host: "127.0.0.1").ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        // The server writes its files itself, since they must belong to its user.
        await WriteAsync(connection, "server.crt", server.ExportCertificatePem());
        await WriteAsync(connection, "server.key", server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await WriteAsync(connection, "pg_hba.conf", "hostssl all all 127.0.0.1/32 scram-sha-256");
        await ExecuteAsync(connection, "ALTER SYSTEM SET ssl = on");
        await ExecuteAsync(connection, "SELECT pg_reload_conf()");
    }

    static X509Certificate2 Issue(string name, X509Certificate2? authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        if (authority is null)
        {
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        }

        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, now.AddHours(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    static async Task WriteAsync(NpgsqlConnection connection, string file, string text)
    {
        await using var folder = new NpgsqlCommand("SHOW data_directory", connection);
        var path = Path.Combine((string)(await folder.ExecuteScalarAsync(TestContext.Current.CancellationToken))!, file);
        await ExecuteAsync(connection, $"COPY (SELECT unnest(string_to_array('{text.Trim()}', E'\\n'))) TO '{path}'");
        // The server takes no key that others may read.
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
