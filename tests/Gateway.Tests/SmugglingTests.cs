using Gateway.Tests.Running;

namespace Gateway.Tests;

/// <summary>
/// Gateway and collector agree on the end of a request, since the gateway sets the length itself and refuses ambiguous requests.
/// </summary>
public sealed class SmugglingTests(RunningGateway running)
{
    const string Smuggled =
        "POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Write-Key: demo\r\nContent-Length: "
        + "56\r\n\r\n{\"messageId\":\"smuggled\",\"type\":\"page\",\"anonymousId\":\"a\"}";

    [Theory]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5")]
    [InlineData("Content-Length: 5\r\nContent-Length: 200")]
    [InlineData("Content-Length: 5\r\nContent-Length: 5")]
    [InlineData("Content-Length: 5, 5")]
    [InlineData("Content-Length: -5")]
    [InlineData("Content-Length: +5")]
    [InlineData("Content-Length: 0x5")]
    [InlineData("Content-Length: 99999999999999999999")]
    [InlineData("Transfer-Encoding: xchunked")]
    [InlineData("Transfer-Encoding: chunked, identity")]
    [InlineData("Transfer-Encoding: identity, chunked")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding : chunked")]
    [InlineData("Transfer-Encoding:\u000bchunked")]
    [InlineData("Transfer-Encoding: \"chunked\"")]
    [InlineData("Transfer-Encoding:\r\n chunked")]
    [InlineData(" Transfer-Encoding: chunked")]
    [InlineData("X: y\r\n\tTransfer-Encoding: chunked")]
    [InlineData("X\0: y\r\nTransfer-Encoding: chunked")]
    public async Task A_length_that_could_be_read_in_two_ways_is_refused(string headers)
    {
        var before = await running.AnsweredAsync();
        var answer = await TlsConnection.AskAsync(
            running.Gateway,
            $"POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Write-Key: demo\r\n{headers}\r\n\r\n0\r\n\r\n{Smuggled}"
        );
        Assert.Matches("^HTTP/1.1 (400|413|501) ", answer);
        Assert.Equal(1, answer.Split("HTTP/1.1 ").Length - 1);
        await NothingMoreArrivedAsync(before);
    }

    [Theory]
    [InlineData("zz\r\n0\r\n\r\n")]
    [InlineData("fffffffffffffffff\r\n")]
    [InlineData("-1\r\n0\r\n\r\n")]
    [InlineData("0x5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("2\r\nhello\r\n0\r\n\r\n")]
    public async Task Malformed_chunks_are_refused(string chunks)
    {
        var before = await running.AnsweredAsync();
        var answer = await TlsConnection.AskAsync(
            running.Gateway,
            $"POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Write-Key: demo\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}{Smuggled}"
        );
        Assert.Matches("^HTTP/1.1 400 ", answer);
        await NothingMoreArrivedAsync(before);
    }

    [Fact]
    public async Task What_follows_in_the_body_is_body_and_what_follows_it_is_a_request_of_its_own()
    {
        var (first, second) = (Client.NewId(), Client.NewId());
        var body = $"{Client.Event(first)}".PadRight(200);
        var answer = await TlsConnection.AskAsync(
            running.Gateway,
            // The request has a header that only a lax parser reads as Transfer-Encoding, chunks with an extension and a trailer, and
            // then the next request.
            "POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Write-Key: demo\r\nTransfer_Encoding: identity\r\nTransfer-Encoding: "
                + "chunked\r\nX-Request-Id: first\r\n\r\n"
                + $"c8;a=b\r\n{body}\r\n0\r\nContent-Length: 7\r\n\r\n"
                + $"POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Write-Key: demo\r\nX-Request-Id: second\r\nConnection: "
                + $"close\r\nContent-Length: {Client.Event(second).Length}\r\n\r\n{Client.Event(second)}"
        );
        Assert.Equal(
            ["first", "second"],
            answer.Split("\r\n").Where(line => line.StartsWith("X-Request-Id: ", StringComparison.Ordinal)).Select(line => line[14..])
        );
        Assert.Equal(3, answer.Split("HTTP/1.1 20").Length);
        await running.Kafka.FindAsync(first);
        await running.Kafka.FindAsync(second);
    }

    [Fact]
    public async Task An_upgrade_is_not_passed_on()
    {
        var answer = await TlsConnection.AskAsync(
            running.Gateway,
            "POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Write-Key: nobody\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: "
                + "h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\nContent-Length: 2\r\n\r\n{}"
                + "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        );
        Assert.StartsWith("HTTP/1.1 401 ", answer);
    }

    async Task NothingMoreArrivedAsync(long before)
    {
        using var http = Client.Of(running.Gateway);
        using var answer = await http.SendAsync(
            Client.Post("/v1/events", Client.Event(Client.NewId())),
            TestContext.Current.CancellationToken
        );
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(before + 1, await running.AnsweredAsync(before + 1));
        Assert.DoesNotContain(running.Kafka.All, arrived => arrived["event_id"] == "smuggled");
    }
}
