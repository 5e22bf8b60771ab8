using System.Runtime.Versioning;
using Analytics.Hosting;
using Analytics.SparkJobs.Sinks;
using Analytics.Testing;
using Analytics.Testing.Waiting;
using Npgsql;

namespace SparkJobs.Tests.Security;

/// <summary>
/// A warehouse with TLS: both drivers take the certificate of the authority that the connection string names and no other, and the server
/// takes no plaintext.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class SecuredPostgresTests
{
    const string IsEncrypted = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

    [Fact]
    public async Task Both_drivers_check_the_certificate_and_the_server_refuses_plaintext()
    {
        using var folder = new TestFolder();
        await using var postgres = await SecuredPostgres.StartAsync(folder.Path);
        var right = postgres.Address(SslMode.VerifyFull, postgres.Authority);
        await Poll.UntilAsync(
            () => FailureAsync(right),
            failure => failure is null,
            failure => $"the server does not take connections with its certificate: {failure}"
        );

        Assert.Null(JvmFailure(right));
        foreach (
            var (wrong, npgsql, jdbc) in ((NpgsqlConnectionStringBuilder, string, string)[])
                [
                    (postgres.Address(SslMode.VerifyFull, postgres.Stranger), "remote certificate", "PKIX path"),
                    (postgres.Address(SslMode.VerifyFull, postgres.Authority, "127.0.0.1"), "remote certificate", "host"),
                    (postgres.Address(SslMode.Disable), "no encryption", "no encryption"),
                ]
        )
        {
            Assert.Contains(npgsql, await FailureAsync(wrong), StringComparison.OrdinalIgnoreCase);
            Assert.Contains(jdbc, JvmFailure(wrong), StringComparison.OrdinalIgnoreCase);
        }
    }

    // The whole text, since the reason is that of an inner exception. Null when the connection is encrypted.
    static async Task<string?> FailureAsync(NpgsqlConnectionStringBuilder address)
    {
        try
        {
            await using var connection = new NpgsqlConnection(address.ConnectionString);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand(IsEncrypted, connection);
            return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is true ? null : "in plaintext";
        }
        catch (NpgsqlException refused)
        {
            return refused.ToString();
        }
    }

    // Connects as the live queries do.
    static string? JvmFailure(NpgsqlConnectionStringBuilder address)
    {
        try
        {
            using var connection = new JdbcConnection(new WarehouseAddress(address.ConnectionString), "tls", "pg_typeof");
            return null;
        }
        catch (Exception refused) when (Microsoft.Spark.JvmException.Of(refused) is not null)
        {
            return refused.ToString();
        }
    }
}
