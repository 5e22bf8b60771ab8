using Analytics.Testing.Http;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Abuse;

/// <summary>A body that is refused costs its sender as much as one that is taken.</summary>
public sealed class RefusedBodiesTests(RunningCollector running)
{
    const int Times = 50;
    static readonly byte[] _bomb = Compressed.Zeros("gzip", 40 * 1024 * 1024);
    static readonly byte[] _tooLarge = new byte[(4 * 1024 * 1024) + 1];
    static readonly byte[] _broken = Compressed.As("gzip", "[]"u8.ToArray())[..^4];

    [Fact]
    public async Task A_refused_body_is_taken_from_the_limit_of_its_key()
    {
        string[] keys = [.. Enumerable.Range(0, 4).Select(at => $"key-of-sixteen-letters-{at}")];
        await using var collector = await running.StartAnotherAsync([
            "RateLimits:EventsPerSecond=1",
            .. keys.SelectMany((key, at) => (string[])[$"Keys:{at + 2}:Key={key}", $"Keys:{at + 2}:Source=web"]),
        ]);
        var good = """{"type":"page","userId":"u"}"""u8.ToArray();
        foreach (var key in keys)
            Assert.Equal((200, null), await Attack.PostAsync(collector, "/v1/events", good, key: key));

        await FirstIsReadAsync("body_inflates_too_much", () => Attack.PostAsync(collector, "/v1/events", _bomb, "gzip", key: keys[0]));
        await FirstIsReadAsync("body_too_large", () => Attack.PostAsync(collector, "/v1/events", _tooLarge, chunked: true, key: keys[1]));
        await AfterAWhileAsync("body_too_large", () => Attack.PostAsync(collector, "/v1/events", _tooLarge, key: keys[2]));
        await AfterAWhileAsync("body_unreadable", () => Attack.PostAsync(collector, "/v1/events", _broken, "gzip", key: keys[3]));

        static async Task FirstIsReadAsync(string code, Func<Task<(int, string?)>> post)
        {
            Assert.Equal((413, code), await post());
            for (var at = 1; at < Times; at++)
                Assert.Equal((429, "rate_limited"), await post());
        }

        static async Task AfterAWhileAsync(string code, Func<Task<(int, string?)>> post)
        {
            var codes = new List<string?>();
            for (var at = 0; at < Times; at++)
                codes.Add((await post()).Item2);

            Assert.Equal(code, codes[0]);
            Assert.Contains("rate_limited", codes);
        }
    }

    [Fact]
    public async Task A_body_whose_client_disconnects_is_taken_from_the_limit_of_its_key()
    {
        const string key = "key-of-a-client-that-hangs-up";
        await using var collector = await running.StartAnotherAsync(
            "RateLimits:EventsPerSecond=100",
            $"Keys:2:Key={key}",
            "Keys:2:Source=web"
        );
        var good = """{"type":"page","userId":"u"}"""u8.ToArray();
        var request = $"POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Write-Key: {key}\r\nContent-Length: 4000001\r\n\r\n";
        // The good requests alone are far below the limit.
        await Poll.UntilAsync("the key has used up its burst", async () =>
        {
            await using (var client = await RawConnection.OpenAsync(collector.Url.Port))
                await client.TryWriteAsync(request + new string(' ', 4_000_000));

            return await Attack.PostAsync(collector, "/v1/events", good, key: key) == (429, "rate_limited");
        });
    }

    [Theory]
    [InlineData("[", 400, "body_unreadable")]
    [InlineData("""{"type":"page","userId":"u"}""", 401, "key_unknown")]
    public async Task A_read_body_without_a_key_counts_as_a_wrong_key_of_its_address(string body, int status, string code)
    {
        await using var collector = await running.StartAnotherAsync("RateLimits:WrongKeysPerMinute=3");
        var bytes = System.Text.Encoding.UTF8.GetBytes(body);
        for (var at = 0; at < 3; at++)
            Assert.Equal((status, code), await Attack.PostAsync(collector, "/v1/events", bytes, key: null));

        Assert.Equal((429, "too_many_wrong_keys"), await Attack.PostAsync(collector, "/v1/events", bytes, key: null));
    }

    [Fact]
    public async Task A_refused_body_without_a_key_counts_as_a_wrong_key_of_its_address()
    {
        await using var collector = await running.StartAnotherAsync("RateLimits:WrongKeysPerMinute=3");
        for (var at = 0; at < 3; at++)
            Assert.Equal((413, "body_inflates_too_much"), await Attack.PostAsync(collector, "/v1/events", _bomb, "gzip", key: null));

        Assert.Equal((429, "too_many_wrong_keys"), await Attack.PostAsync(collector, "/v1/events", _bomb, "gzip", key: null));
        Assert.Equal((503, "too_many_wrong_keys"), await Attack.PostAsync(collector, "/e/", _tooLarge, chunked: true, key: null));
        Assert.Equal(
            (200, null),
            await Attack.PostAsync(collector, "/v1/events", """{"writeKey":"demo","type":"page","userId":"u"}"""u8.ToArray(), key: null)
        );
    }
}
