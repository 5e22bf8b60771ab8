using Npgsql;

namespace Analytics.Hosting;

/// <summary>The warehouse's address for two drivers: Npgsql in C#, PostgreSQL's JDBC driver in the JVM.</summary>
public sealed class WarehouseAddress(string connectionString)
{
    readonly NpgsqlConnectionStringBuilder _parts = new(connectionString);

    public string ConnectionString => _parts.ConnectionString;

    public string JdbcUrl => $"jdbc:postgresql://{_parts.Host}:{_parts.Port}/{_parts.Database}";

    /// <summary>Returns the JDBC properties. The TLS modes of both drivers differ in letter case and hyphens only.</summary>
    public IReadOnlyDictionary<string, string> JdbcProperties(string applicationName)
    {
        var properties = new Dictionary<string, string>
        {
            ["user"] = _parts.Username ?? throw new ArgumentException("The warehouse's connection string names no user."),
            ["ApplicationName"] = applicationName,
            ["connectTimeout"] = "10",
            ["socketTimeout"] = "60", // Detects a dead network; longer than any lock of the maintenance.
            ["tcpKeepAlive"] = "true",
            ["prepareThreshold"] = "1",
            ["sslmode"] = SslMode,
        };
        if (_parts.Password is { } password)
            properties["password"] = password;

        if (_parts.RootCertificate is { } certificate)
            properties["sslrootcert"] = certificate;

        return properties;
    }

    string SslMode =>
        _parts.SslMode switch
        {
            Npgsql.SslMode.VerifyCA => "verify-ca",
            Npgsql.SslMode.VerifyFull => "verify-full",
            var mode => mode.ToString().ToLowerInvariant(),
        };
}
