using System.Net;
using System.Net.Sockets;
using System.Text;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Health;

public sealed class DrainTests(RunningCollector running)
{
    [Fact]
    [Trait("Fault", "F2")]
    public async Task Sigterm_fails_readiness_at_once_and_finishes_what_is_in_flight()
    {
        await using var collector = await running.StartAnotherAsync("Drain:ShutdownDelay=00:00:05");
        var id = Guid.NewGuid().ToString();
        var body = $$"""{"messageId":"{{id}}","type":"page","userId":"u"}""";
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, collector.Url.Port, TestContext.Current.CancellationToken);
        var stream = slow.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Write-Key: demo\r\nContent-Type: "
                    + $"application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body[..10]}"
            ),
            TestContext.Current.CancellationToken
        );

        collector.Terminate();
        await Poll.UntilAsync("readiness fails", async () =>
            (await collector.Http.GetAsync("/health/ready")) is { StatusCode: HttpStatusCode.ServiceUnavailable } answer
            && await answer.Content.ReadAsStringAsync() == "draining\n"
        );
        Assert.True((await collector.Http.GetAsync("/health/live", TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        await Poll.UntilAsync("no new connection is taken", async () => !await ConnectsAsync(collector.Url.Port));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(body[10..]), TestContext.Current.CancellationToken);

        var answer = await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 200", answer);
        Assert.Equal(0, await collector.ExitAsync());
        await running.Kafka.FindAsync(id);
    }

    static async Task<bool> ConnectsAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
