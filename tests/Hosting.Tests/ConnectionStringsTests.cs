using Analytics.Hosting;

namespace Hosting.Tests;

public sealed class ConnectionStringsTests
{
    const string Canary = "CANARY-7f1c";

    [Theory]
    [InlineData("Host=localhost;Username=u;Password=p", "localhost")]
    [InlineData("host=/run/postgresql", "/run/postgresql")]
    public void Reads_one_with_a_host(string text, string host)
    {
        Assert.Equal(host, ConnectionStrings.Parse(text)?.Host);
        Assert.Null(ConnectionStrings.Check(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Database=analytics")]
    [InlineData(Canary)]
    [InlineData("postgresql://user:" + Canary + "@host/db")]
    [InlineData("Host=h;" + Canary + "=1")]
    [InlineData("Host=h;Port=" + Canary)]
    [InlineData("Host=h;Port=99999999999999")]
    [InlineData("Host=h;SSL Mode=" + Canary)]
    [InlineData("Host=h;Password=a\";" + Canary)]
    public void The_message_does_not_contain_the_text(string text)
    {
        Assert.Null(ConnectionStrings.Parse(text));
        Assert.DoesNotContain(Canary, ConnectionStrings.Check(text));
    }
}
