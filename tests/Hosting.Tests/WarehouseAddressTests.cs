using Analytics.Hosting;

namespace Hosting.Tests;

public sealed class WarehouseAddressTests
{
    [Theory]
    [InlineData("Host=db;Database=a", "jdbc:postgresql://db:5432/a")]
    [InlineData("Host=db;Port=6432;Database=a", "jdbc:postgresql://db:6432/a")]
    [InlineData("Host=db1,db2;Port=6432;Database=a", "jdbc:postgresql://db1:6432,db2:6432/a")]
    [InlineData("Host=db1:1, db2:2;Database=a", "jdbc:postgresql://db1:1,db2:2/a")]
    [InlineData("Host=db1,db2:2;Port=6432;Database=a", "jdbc:postgresql://db1:6432,db2:2/a")]
    [InlineData("Host=::1;Database=a", "jdbc:postgresql://[::1]:5432/a")]
    [InlineData("Host=[::1]:6432,fd00::7;Database=a", "jdbc:postgresql://[::1]:6432,[fd00::7]:5432/a")]
    [InlineData("Host=db;Database=a/b?c=d e", "jdbc:postgresql://db:5432/a%2Fb%3Fc%3Dd%20e")]
    public void Every_host_has_its_port(string connectionString, string url)
    {
        Assert.Null(WarehouseAddress.Check(connectionString));
        Assert.Equal(url, new WarehouseAddress(connectionString).JdbcUrl);
    }

    [Theory]
    [InlineData("Host=/run/postgresql;Database=a;Username=u")]
    [InlineData("Host=db,/run/postgresql;Database=a;Username=u")]
    [InlineData("Host=@postgresql;Database=a;Username=u")]
    public void A_socket_is_refused_since_the_JVM_cannot_use_it(string connectionString) =>
        Assert.Contains("names a socket", WarehouseAddress.Check(connectionString));

    [Theory]
    [InlineData("Database=a", "is no Npgsql connection string")]
    [InlineData("Host=db.example;Database=a;Username=u;Password=u", "can be guessed")]
    [InlineData("Host=db;Database=a;Username=u;SSL Mode=VerifyFull;SSL Certificate=/c.pem", "no Root Certificate")]
    public void What_Npgsql_refuses_is_refused(string connectionString, string error) =>
        Assert.Contains(error, WarehouseAddress.Check(connectionString));

    [Theory]
    [InlineData("Root Certificate=/ca.pem;SSL Certificate=/c.pem;SSL Key=/k.pem", "/ca.pem", "/c.pem", "/k.pem", null)]
    [InlineData("", null, null, null, "org.postgresql.ssl.DefaultJavaSSLFactory")]
    public void Both_drivers_trust_the_same_authorities(string tls, string? root, string? certificate, string? key, string? factory)
    {
        var address = new WarehouseAddress($"Host=db;Database=a;Username=u;SSL Mode=VerifyFull;{tls}");

        var properties = address.JdbcProperties("test");

        Assert.Equal(
            ("verify-full", root, certificate, key, factory),
            (
                properties["sslmode"],
                properties.GetValueOrDefault("sslrootcert"),
                properties.GetValueOrDefault("sslcert"),
                properties.GetValueOrDefault("sslkey"),
                properties.GetValueOrDefault("sslfactory")
            )
        );
        Assert.Null(address.Unverified);
    }

    [Theory]
    [InlineData("Host=db.example", "db.example")]
    [InlineData("Host=127.0.0.1,db.example;SSL Mode=Require", "db.example")]
    [InlineData("Host=db.example;SSL Mode=VerifyCA", null)]
    [InlineData("Host=127.0.0.1", null)]
    public void An_unverified_host_away_is_named(string server, string? host) =>
        Assert.Equal(host, new WarehouseAddress($"{server};Database=a;Username=u").Unverified);
}
