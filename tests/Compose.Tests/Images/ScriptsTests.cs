using System.Net;
using System.Net.Sockets;
using Analytics.Testing;
using Compose.Tests.Definition;

namespace Compose.Tests.Images;

/// <summary>The two scripts of every image, run as they run there.</summary>
public sealed class ScriptsTests : IDisposable
{
    static readonly string _entrypoint = Path.Combine(Dockerfile.Folder, "entrypoint.sh");
    static readonly string _healthy = Path.Combine(Dockerfile.Folder, "healthy.sh");

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Variables_come_from_files_whatever_their_text()
    {
        var file = Path.Combine(_folder.Path, "secret");
        await File.WriteAllTextAsync(file, "Host=a b;Password=\"$x`'", TestContext.Current.CancellationToken);

        var (code, said) = await Command.RunAsync(
            ["sh", _entrypoint, "sh", "-c", "printf '%s|%s' \"$FIRST\" \"$Keys__0__Key\""],
            new Dictionary<string, string> { ["ANALYTICS_SECRETS"] = $"FIRST={file} Keys__0__Key={file}" }
        );

        Assert.Equal((0, "Host=a b;Password=\"$x`'|Host=a b;Password=\"$x`'"), (code, said));
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var (code, said) = await Command.RunAsync(
            ["sh", _entrypoint, "true"],
            new Dictionary<string, string> { ["ANALYTICS_SECRETS"] = "A=/no/such/file" }
        );

        Assert.Equal((66, "entrypoint.sh: cannot read /no/such/file\n"), (code, said));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK", 0)]
    [InlineData("HTTP/1.1 503 Service Unavailable", 1)]
    public async Task Healthy_is_what_answers_200(string answer, int expected)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        var served = ServeAsync(listener, answer);

        var (code, _) = await Command.RunAsync(["bash", _healthy, ((IPEndPoint)listener.LocalEndpoint).Port.ToString(), "/health/ready"]);

        Assert.Equal(expected, code);
        Assert.Equal("GET /health/ready HTTP/1.0", await served);
    }

    [Fact]
    public async Task Nothing_that_listens_is_not_healthy()
    {
        var (code, _) = await Command.RunAsync(["bash", _healthy, Analytics.Local.Processes.Ports.Free().ToString(), "/health/ready"]);

        Assert.NotEqual(0, code);
    }

    static async Task<string?> ServeAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        using StreamReader reader = new(stream);
        var request = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 }) { }
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{answer}\r\n\r\nok\n"), TestContext.Current.CancellationToken);
        return request;
    }
}
