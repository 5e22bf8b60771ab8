using Analytics.Hosting;
using Analytics.Testing;

namespace Hosting.Tests;

public sealed class KafkaClientFileTests : IDisposable
{
    const string Canary = "CANARY-7f1c";

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_names_and_values()
    {
        var file = Write(
            $"""
            # who we are
            security.protocol = SASL_SSL

            sasl.mechanism=PLAIN
            sasl.username=u
            sasl.password=0123=abcdef #c
            ssl.ca.location={Write("")}
            """
        );

        Assert.Null(KafkaClientFile.Check(file));
        var settings = KafkaClientFile.Read(file);
        Assert.Equal("SASL_SSL", settings["security.protocol"]);
        Assert.Equal("0123=abcdef #c", settings["sasl.password"]);
        Assert.Equal(5, settings.Count);
    }

    [Theory]
    [InlineData("", "security.protocol must be one of")]
    [InlineData("security.protocol=tls", "security.protocol must be one of")]
    [InlineData("security.protocol=ssl\nretries=1", "line 2")]
    [InlineData("security.protocol=ssl\nsasl.password", "line 2")]
    [InlineData("security.protocol=sasl_ssl\nsasl.mechanism=GSSAPI", "sasl.mechanism must be one of")]
    [InlineData("security.protocol=sasl_ssl\nsasl.mechanism=PLAIN\nsasl.username=" + Canary, "sasl.password is missing")]
    [InlineData(
        "security.protocol=sasl_ssl\nsasl.mechanism=PLAIN\nsasl.username=" + Canary + "\nsasl.password=change-me",
        "sasl.password can be guessed"
    )]
    [InlineData("security.protocol=ssl\nssl.ca.location=/no/file", "ssl.ca.location names no file")]
    [InlineData("security.protocol=ssl\nssl.key.location=/no/file", "need each other")]
    [InlineData("security.protocol=ssl\n" + Canary + "=" + Canary, "line 2")]
    public void Says_what_is_wrong_without_a_value(string text, string error)
    {
        var message = KafkaClientFile.Check(Write(text));
        Assert.Contains(error, message);
        Assert.DoesNotContain(Canary, message);
    }

    [Fact]
    public void Says_that_there_is_no_file() =>
        Assert.Contains("cannot be read", KafkaClientFile.Check(Path.Combine(_folder.Path, "none")));

    string Write(string text)
    {
        var file = Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"));
        File.WriteAllText(file, text);
        return file;
    }
}
