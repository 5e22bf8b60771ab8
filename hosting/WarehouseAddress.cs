using Npgsql;

namespace Analytics.Hosting;

/// <summary>The warehouse's address for two drivers: Npgsql in C#, PostgreSQL's JDBC driver in the JVM.</summary>
public sealed class WarehouseAddress(string connectionString)
{
    readonly NpgsqlConnectionStringBuilder _parts = new(connectionString);

    public string ConnectionString => _parts.ConnectionString;

    /// <summary>The URL with every host and its port; JDBC takes the port of each host alone, Npgsql one for those without.</summary>
    public string JdbcUrl =>
        $"jdbc:postgresql://{string.Join(',', HostsOf(_parts).Select(WithPort))}/{Uri.EscapeDataString(_parts.Database ?? "")}";

    /// <summary>
    /// Returns null for a connection string that both drivers take, else the error; the check of an <see cref="EnvironmentOption"/>.
    /// </summary>
    public static string? Check(string text) =>
        ConnectionStrings.Check(text)
        ?? (
            HostsOf(ConnectionStrings.Parse(text)!).Any(host => host is ['/' or '@', ..])
                ? "names a socket as its host, and the JVM's driver connects by TCP alone: give host names or addresses"
            : LacksRoot(ConnectionStrings.Parse(text)!)
                ? "has a client certificate and no Root Certificate, and the JVM's driver takes the one with the other only: add the file"
            : null
        );

    /// <summary>The first host, if any, that is not this machine and whose certificate is not verified.</summary>
    public string? Unverified => UnverifiedHost(_parts);

    /// <inheritdoc cref="Unverified"/>
    public static string? UnverifiedHost(NpgsqlConnectionStringBuilder parts) => IsVerifying(parts) ? null : Hosts.FirstAway(parts.Host!);

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
        Add("password", _parts.Password);
        Add("sslcert", _parts.SslCertificate);
        Add("sslkey", _parts.SslKey);
        Add("sslpassword", _parts.SslPassword);
        Add("sslrootcert", RootOf(_parts));
        // Without a file Npgsql trusts the system's authorities; JDBC's usual factory would look for a file in the home folder.
        if (IsVerifying(_parts) && RootOf(_parts) is null)
            properties["sslfactory"] = "org.postgresql.ssl.DefaultJavaSSLFactory";

        return properties;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                properties[name] = value;
        }
    }

    static bool IsVerifying(NpgsqlConnectionStringBuilder parts) => parts.SslMode is Npgsql.SslMode.VerifyCA or Npgsql.SslMode.VerifyFull;

    // Java's own factory, which trusts the JDK's authorities, gives the server no certificate.
    static bool LacksRoot(NpgsqlConnectionStringBuilder parts) =>
        IsVerifying(parts) && RootOf(parts) is null && !string.IsNullOrEmpty(parts.SslCertificate);

    // Npgsql's order: the connection string, then the variable.
    static string? RootOf(NpgsqlConnectionStringBuilder parts) =>
        parts.RootCertificate ?? Environment.GetEnvironmentVariable("PGSSLROOTCERT");

    static string[] HostsOf(NpgsqlConnectionStringBuilder parts) =>
        parts.Host!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // Npgsql's rule: one colon, or one after a bracket, is before a port. Several without brackets are of an IPv6 address.
    string WithPort(string server)
    {
        var host = Hosts.OfServer(server);
        var port = host.Length < server.Length ? server[(host.Length + 1)..] : $"{_parts.Port}";
        return host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[') ? $"[{host}]:{port}" : $"{host}:{port}";
    }

    string SslMode =>
        _parts.SslMode switch
        {
            Npgsql.SslMode.VerifyCA => "verify-ca",
            Npgsql.SslMode.VerifyFull => "verify-full",
            var mode => mode.ToString().ToLowerInvariant(),
        };
}
