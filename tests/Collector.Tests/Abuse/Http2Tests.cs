using System.Text.RegularExpressions;
using Analytics.Testing.Http;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Abuse;

/// <summary>Attacks by HTTP/2, which belongs to the gateway but can be turned on at the collector.</summary>
public sealed partial class Http2Tests(RunningCollector running)
{
    const int Streams = 200_000;

    // RFC 9113, section 7.
    const uint InternalError = 2;
    const uint RefusedStream = 7;
    const uint EnhanceYourCalm = 11;

    [Fact]
    public async Task HTTP_2_is_off_by_default()
    {
        await using var client = await RawConnection.OpenAsync(running.Collector.Url.Port);
        await client.TryWriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        Assert.DoesNotContain("HTTP/1.1 2", await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Rapid_resets_many_streams_and_headers_without_an_end_are_refused()
    {
        await using var load = await LoadAttack.BeginAsync(
            running,
            "Kestrel:Endpoints:A:Url=http://127.0.0.1:0",
            "Kestrel:Endpoints:B:Url=http://127.0.0.1:0",
            "Kestrel:Endpoints:B:Protocols=Http2",
            "Limits:KeepAliveTimeout=00:00:03"
        );
        var port = Listening()
            .Matches(load.Collector.Output)
            .Select(match => int.Parse(match.Groups[1].Value))
            .Single(port => port != load.Collector.Url.Port);
        await A_request_is_answered(load, port);
        await Rapid_resets(load, port);
        await Many_streams(load, port);
        await Headers_without_an_end(load, port);
        await load.HoldsAsync();
    }

    static async Task A_request_is_answered(LoadAttack load, int port)
    {
        await using var client = await Http2Connection.BeginAsync(await RawConnection.OpenAsync(port));
        Assert.True(await client.TrySendAsync(Get(1)));
        Assert.Contains(await client.ReadToEndAsync(), frame => frame is { Type: Http2Frame.Headers, Stream: 1 });
    }

    static async Task Rapid_resets(LoadAttack load, int port)
    {
        await using var client = await Http2Connection.BeginAsync(await RawConnection.OpenAsync(port));
        var answer = client.ReadToEndAsync();
        var stream = 1;
        while (stream < Streams && await client.TrySendAsync(Get(stream), new(Http2Frame.Reset, 0, stream, [0, 0, 0, 8])))
            stream += 2;

        // The connection is closed during the attack, and its last frame may be lost in the reset.
        Assert.InRange(stream, 1, Streams - 1);
        var last = (await answer).FindAll(frame => frame.Type == Http2Frame.GoAway);
        Assert.DoesNotContain(last, frame => frame.Error is not (EnhanceYourCalm or InternalError));

        // Kestrel limits resets and queued output: either limit may end the connection first, and their messages in the log differ.
        if (last.Exists(frame => frame.Error == InternalError))
        {
            await Poll.UntilAsync("the log names what ended it", () =>
                load.Collector.Output.Contains("output operations maximum queue size", StringComparison.Ordinal)
            );
        }
    }

    static async Task Many_streams(LoadAttack load, int port)
    {
        await using var client = await Http2Connection.BeginAsync(await RawConnection.OpenAsync(port));
        // More than Kestrel's 100, and too few for it to end the connection, whose reset would discard the answers.
        for (var stream = 1; stream < 2 * 150; stream += 2)
            Assert.True(await client.TrySendAsync(BeginPost(stream)));

        var refused = await client.ReadUntilAsync(frame => frame is { Type: Http2Frame.Reset, Error: RefusedStream });
        Assert.Equal(RefusedStream, refused[^1].Error);

        var rest = client.ReadToEndAsync();
        for (var stream = 2 * 150 + 1; stream < 20_000 && await client.TrySendAsync(BeginPost(stream)); stream += 2) { }

        // Kestrel ends the connection by one of several limits, and its last frame may be lost in the reset.
        await rest;
    }

    static async Task Headers_without_an_end(LoadAttack load, int port)
    {
        await using var client = await Http2Connection.BeginAsync(await RawConnection.OpenAsync(port));
        var answer = client.ReadToEndAsync();
        await client.TrySendAsync(new Http2Frame(Http2Frame.Headers, 0, 1, Block("GET", "/health/live")));
        var more = new Http2Frame(Http2Frame.Continuation, 0, 1, Http2Frame.Block(("x-more", new string('a', 16_000))));
        var sent = 0;
        for (; sent < 10_000 && await client.TrySendAsync(more); sent++) { }

        Assert.InRange(sent, 1, 9_999);
        await answer;
    }

    static Http2Frame Get(int stream) =>
        new(Http2Frame.Headers, Http2Frame.EndHeaders | Http2Frame.EndStream, stream, Block("GET", "/health/live"));

    /// <summary>Returns the header frame of a POST that waits for a body, which does not follow.</summary>
    static Http2Frame BeginPost(int stream) =>
        new(
            Http2Frame.Headers,
            Http2Frame.EndHeaders,
            stream,
            Block("POST", "/v1/events", ("authorization", $"Bearer {RunningCollector.BrowserKey}"))
        );

    static byte[] Block(string method, string path, params ReadOnlySpan<(string Name, string Value)> more) =>
        Http2Frame.Block([(":method", method), (":scheme", "http"), (":path", path), (":authority", "x"), .. more]);

    [GeneratedRegex(@"Now listening on: http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
