using System.Text;
using Analytics.Testing.Http;
using Gateway.Tests.Running;
using static Analytics.Testing.Http.Http2Frame;

namespace Gateway.Tests;

public sealed class Http2Tests(RunningGateway running)
{
    const int RefusedStream = 7;

    [Fact]
    public async Task Many_requests_go_over_one_connection()
    {
        using var http = Client.Of(running.Gateway);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 300)
                .Select(_ => http.SendAsync(Client.Post("/v1/events", Client.Event(Client.NewId())), TestContext.Current.CancellationToken))
        );
        Assert.All(answers, answer => Assert.Equal((true, 2), (answer.IsSuccessStatusCode, answer.Version.Major)));
    }

    [Fact]
    public async Task Streams_over_the_limit_are_refused_and_the_others_served()
    {
        await using var connection = await TlsConnection.OpenHttp2Async(running.Gateway);
        var body = Encoding.UTF8.GetBytes(Client.Event(Client.NewId()));
        const int opened = 100,
            allowed = 64;
        for (var stream = 1; stream < 2 * opened; stream += 2)
            await connection.SendAsync(Headers, EndHeaders, stream, Block("POST", "/v1/events", ("content-length", $"{body.Length}")));

        var refused = 0;
        var frames = await connection.ReadUntilAsync(frame => frame.Type == Reset && ++refused == opened - allowed);
        Assert.All(frames.Where(frame => frame.Type == Reset), frame =>
            Assert.Equal((RefusedStream, true), (frame.Payload[3], frame.Stream > 2 * allowed))
        );
        await connection.SendAsync(Data, EndStream, 1, body);
        frames = await connection.ReadUntilAsync(frame => frame is { Type: Headers, Stream: 1 });
        Assert.Contains(frames[^1].Status, (int[])[200, 202]);
    }

    [Fact]
    public async Task Streams_that_are_reset_at_once_end_the_connection()
    {
        await using var connection = await TlsConnection.OpenHttp2Async(running.Gateway);
        // The test opens 10,000 streams, a hundred at a time.
        var sending = connection.SendUntilClosedAsync(100, part =>
            [
                .. Enumerable
                    .Range(part * 100, 100)
                    .SelectMany(number =>
                        (byte[])
                            [
                                .. new Http2Frame(Headers, EndHeaders | EndStream, (2 * number) + 1, Block("GET", "/v1/events")).ToBytes(),
                                .. new Http2Frame(Reset, 0, (2 * number) + 1, [0, 0, 0, 8]).ToBytes(),
                            ]
                    ),
            ]
        );
        await IsEndedAsync(connection);
        await sending;
    }

    [Fact]
    public async Task Headers_without_an_end_end_the_connection()
    {
        await using var connection = await TlsConnection.OpenHttp2Async(running.Gateway);
        await connection.SendAsync(Headers, 0, 1, Block("POST", "/v1/events"));
        var part = new Http2Frame(Continuation, 0, 1, Block("POST", "/v1/events", ("x-long", new string('a', 8000)))).ToBytes();
        // The test sends 30 MB of headers.
        var sending = connection.SendUntilClosedAsync(30_000_000 / part.Length, _ => part);
        await IsEndedAsync(connection);
        await sending;
    }

    public static TheoryData<string, byte[], string> Lies() =>
        new()
        {
            { "less than said", Block("POST", "/v1/events", ("content-length", "100")), "{}" },
            { "more than said", Block("POST", "/v1/events", ("content-length", "1")), "{}" },
            { "two lengths", Block("POST", "/v1/events", ("content-length", "2"), ("content-length", "3")), "{}" },
            { "a line in a header", Block("POST", "/v1/events", ("x-a", "b\r\nContent-Length: 0")), "{}" },
            { "a line in the path", Block("POST", "/v1/events HTTP/1.1\r\nX: y"), "{}" },
            { "a line in a name", Block("POST", "/v1/events", ("x-a: b\r\ntransfer-encoding", "chunked")), "{}" },
        };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task What_would_be_two_requests_in_HTTP_1_reaches_no_collector(string what, byte[] block, string body)
    {
        var before = await running.AnsweredAsync();
        await using var connection = await TlsConnection.OpenHttp2Async(running.Gateway);
        await connection.SendAsync(Headers, EndHeaders, 1, block);
        await connection.SendAsync(Data, EndStream, 1, Encoding.Latin1.GetBytes(body));
        var last = (await connection.ReadUntilAsync(frame => frame is { Type: Headers or Reset, Stream: 1 } or { Type: GoAway }))[^1];
        Assert.True(last.Type != Headers || last.Status == 400, what);
        Assert.Equal(before, await running.AnsweredAsync());
    }

    [Fact]
    public async Task A_chunked_body_holds_no_second_request()
    {
        var before = await running.AnsweredAsync();
        await using var connection = await TlsConnection.OpenHttp2Async(running.Gateway);
        await connection.SendAsync(Headers, EndHeaders, 1, Block("POST", "/v1/events", ("transfer-encoding", "chunked")));
        await connection.SendAsync(
            Data,
            EndStream,
            1,
            Encoding.Latin1.GetBytes($"0\r\n\r\nPOST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{{}}")
        );
        var last = (await connection.ReadUntilAsync(frame => frame is { Type: Headers or Reset, Stream: 1 }))[^1];
        Assert.True(last.Type == Reset || last.Status == 400);
        Assert.InRange(await running.AnsweredAsync(), before, before + 1);
    }

    /// <summary>Returns the header block of a request with the local key.</summary>
    static byte[] Block(string method, string path, params IEnumerable<(string Name, string Value)> more) =>
        Http2Frame.Block([
            (":method", method),
            (":scheme", "https"),
            (":authority", "localhost"),
            (":path", path),
            ("x-write-key", "demo"),
            .. more,
        ]);

    // The gateway sends GOAWAY last, reads on for a moment and closes; other connections stay open.
    async Task IsEndedAsync(Http2Connection connection)
    {
        Assert.Equal(GoAway, (await connection.ReadUntilAsync(frame => frame.Type == GoAway))[^1].Type);
        using var http = Client.Of(running.Gateway);
        using var answer = await http.SendAsync(
            Client.Post("/v1/events", Client.Event(Client.NewId())),
            TestContext.Current.CancellationToken
        );
        Assert.True(answer.IsSuccessStatusCode);
    }
}
