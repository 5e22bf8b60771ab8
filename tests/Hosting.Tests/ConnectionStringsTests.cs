using Analytics.Hosting;

namespace Hosting.Tests;

public sealed class ConnectionStringsTests
{
    const string Canary = "CANARY-7f1c";

    [Theory]
    [InlineData("Host=localhost;Database=a;Username=u;Password=p", "localhost")]
    [InlineData("host=/run/postgresql;Database=a", "/run/postgresql")]
    [InlineData("Host=127.0.0.1;Database=a;Username=postgres;Password=postgres", "127.0.0.1")]
    [InlineData("Host=db.example;Database=a;Username=u;Password=b9Lk2-vQ8x_Tz4", "db.example")]
    public void Reads_one_with_a_host(string text, string host)
    {
        Assert.Equal(host, ConnectionStrings.Parse(text)?.Host);
        Assert.Null(ConnectionStrings.Check(text));
    }

    [Theory]
    [InlineData("Host=db.example;Database=a;Username=postgres;Password=postgres")]
    [InlineData("Host=127.0.0.1,db.example;Database=a;Username=u;Password=Change-Me!1")]
    [InlineData("Host=db.example;Database=a;Username=analytics_writer_of_the_shop;Password=analytics_writer_of_the_shop")]
    public void A_password_that_can_be_guessed_is_refused_away_from_this_machine(string text)
    {
        var error = ConnectionStrings.Check(text);
        Assert.Contains("can be guessed", error);
        Assert.DoesNotContain(ConnectionStrings.Parse(text)!.Password!, error);
    }

    [Theory]
    [InlineData("Host=db.example;Username=analytics_writer;Password=b9Lk2-vQ8x_Tz4")]
    [InlineData("Host=127.0.0.1;Database=;Username=u")]
    public void Without_a_database_it_would_be_that_of_the_users_name(string text) =>
        Assert.Contains("names no database", ConnectionStrings.Check(text));

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
