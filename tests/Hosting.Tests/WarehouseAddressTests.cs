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
    [InlineData("Host=db", "jdbc:postgresql://db:5432/")]
    public void Every_host_has_its_port(string connectionString, string url)
    {
        Assert.Null(WarehouseAddress.Check(connectionString));
        Assert.Equal(url, new WarehouseAddress(connectionString).JdbcUrl);
    }

    [Theory]
    [InlineData("Host=/run/postgresql;Username=u")]
    [InlineData("Host=db,/run/postgresql;Username=u")]
    [InlineData("Host=@postgresql;Username=u")]
    public void A_socket_is_refused_since_the_JVM_cannot_use_it(string connectionString) =>
        Assert.Contains("names a socket", WarehouseAddress.Check(connectionString));

    [Theory]
    [InlineData("Database=a", "is no Npgsql connection string")]
    [InlineData("Host=db.example;Username=u;Password=u", "can be guessed")]
    public void What_Npgsql_refuses_is_refused(string connectionString, string error) =>
        Assert.Contains(error, WarehouseAddress.Check(connectionString));
}
