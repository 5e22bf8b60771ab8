using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Collector.Tests.Running;

namespace Collector.Tests.Dialects.Posthog;

public sealed class PosthogRoutesTests(RunningCollector running)
{
    const string Taken = """{"status":1}""";

    [Theory]
    [InlineData("/batch")]
    [InlineData("/batch/")]
    [InlineData("/capture")]
    [InlineData("/capture/")]
    [InlineData("/e")]
    [InlineData("/e/?ip=0&_=1700000000000&ver=1.2.3")]
    [InlineData("/i/v0/e")]
    [InlineData("/i/v0/e/")]
    public async Task Every_path_takes_one_event_a_list_and_a_batch(string path)
    {
        var ids = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid().ToString()).ToList();
        string Event(int at) =>
            $$"""{"uuid":"{{ids[at]}}","event":"ph","distinct_id":"u","properties":{"x":1,"token":"{{RunningCollector.BrowserKey}}"} }""";

        Assert.Equal((200, Taken), await PostAsync(path, Text(Event(0))));
        Assert.Equal((200, Taken), await PostAsync(path, Text($"[{Event(1)}]")));
        Assert.Equal(
            (200, Taken),
            await PostAsync(path, Text($$"""{"api_key":"{{RunningCollector.BrowserKey}}","batch":[{{Event(2)}}]}"""))
        );

        foreach (var id in ids)
        {
            var arrived = await running.Kafka.FindAsync(id);
            Assert.Equal(
                ("ph", "u", "web", """{"x":1}"""),
                (arrived["name"], arrived["user_id"], arrived["source"], arrived.Json["properties"]!.ToJsonString())
            );
        }
    }

    [Fact]
    public async Task Half_a_surrogate_pair_before_the_key_does_not_hide_it()
    {
        var id = Guid.NewGuid().ToString();
        var token = RunningCollector.BrowserKey;
        var body = $$"""[{"\ud83d":"\ud83d","uuid":"{{id}}","event":"ph","distinct_id":"u","properties":{"token":"{{token}}"} }]""";
        Assert.Equal((200, Taken), await PostAsync("/e/", Text(body)));
        Assert.Equal("ph", (await running.Kafka.FindAsync(id))["name"]);
    }

    [Theory]
    [InlineData("json", "application/json")]
    [InlineData("gzip", "text/plain")]
    [InlineData("gzip", "application/json", "gzip")]
    [InlineData("gzip", "application/octet-stream")]
    [InlineData("form", "application/x-www-form-urlencoded")]
    [InlineData("form of base64", "application/x-www-form-urlencoded")]
    [InlineData("form of base64", "text/plain")]
    [InlineData("form of gzip", "application/x-www-form-urlencoded")]
    [InlineData("form of base64", null)]
    public async Task Unwraps_the_bodies_of_the_sdks(string how, string? contentType, string? encoding = null)
    {
        var id = Guid.NewGuid().ToString();
        var json = Encoding.UTF8.GetBytes(
            $$"""{"api_key":"{{RunningCollector.BrowserKey}}","uuid":"{{id}}","event":"ü + & %","distinct_id":"u"}"""
        );
        var content = new ByteArrayContent(
            how switch
            {
                "gzip" => Gzip(json),
                "form" => Form(json),
                "form of base64" => Form(Encoding.ASCII.GetBytes(Convert.ToBase64String(json))),
                "form of gzip" => Form(Gzip(json)),
                _ => json,
            }
        );
        content.Headers.ContentType = contentType is null ? null : new MediaTypeHeaderValue(contentType);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);

        Assert.Equal((200, Taken), await PostAsync("/e/?compression=whatever", content));
        Assert.Equal("ü + & %", (await running.Kafka.FindAsync(id))["name"]);
    }

    [Fact]
    public async Task The_address_says_when_a_body_without_a_sending_time_was_sent()
    {
        var id = Guid.NewGuid().ToString();
        var clock = TimeProvider.System.GetUtcNow().AddDays(-3);
        var body =
            $$"""{"api_key":"{{RunningCollector.BrowserKey}}","uuid":"{{id}}","event":"ph","distinct_id":"u","timestamp":"{{clock:O}}"}""";
        Assert.Equal((200, Taken), await PostAsync($"/e/?ip=0&_={clock.ToUnixTimeMilliseconds()}&ver=1.2.3", Text(body)));
        var arrived = await running.Kafka.FindAsync(id);
        Assert.Equal(clock.ToUnixTimeMilliseconds(), DateTimeOffset.Parse(arrived["sent_at"]!).ToUnixTimeMilliseconds());
        Assert.InRange(DateTimeOffset.Parse(arrived["occurred_at"]!) - clock, TimeSpan.FromDays(2.99), TimeSpan.FromDays(3.01));
    }

    [Fact]
    public async Task A_partly_invalid_batch_is_taken_and_a_wholly_invalid_one_refused_and_both_are_kept()
    {
        var mark = Guid.NewGuid().ToString();
        // The events differ: an equal one would be a retry and be stored once.
        string Bad(int n) =>
            $$"""{"event":"ph","uuid":7,"distinct_id":null"""
            + $$""","properties":{"n":{{n}},"mark":"{{mark}}","token":"{{RunningCollector.BrowserKey}}","$ip":"203.0.113.77"} }""";
        string Batch(string events) =>
            $$"""{"api_key":"{{RunningCollector.BrowserKey}}","sent_at":"2026-01-01T12:00:00Z","batch":[{{events}}]}""";

        Assert.Equal((200, Taken), await PostAsync("/batch/", Text(Batch($$"""{{Bad(1)}},{"event":"ok","distinct_id":"u"}"""))));
        var (status, body) = await PostAsync("/batch/", Text(Batch(Bad(2))));

        Assert.Equal(400, status);
        Assert.Contains("every_event_invalid", body);
        var kept = await running.Kafka.FindAsync("the invalid events", 2, arrived => arrived["original"]?.Contains(mark) == true);
        Assert.All(kept, one =>
        {
            Assert.Equal(("user_missing", "distinct_id", "posthog"), (one["code"], one["field"], one["dialect"]));
            Assert.Matches(
                $$"""^{"event":"ph","uuid":7,"distinct_id":null,"properties":{"n":[12],"mark":"{{mark}}","\$ip":"203\.0\.113\.0"}"""
                    + $$""","sent_at":"2026-01-01T12:00:00Z"}$""",
                one["original"]
            );
        });
    }

    [Fact]
    public async Task A_limit_is_413_so_that_the_sdk_sends_half()
    {
        var many = string.Join(',', Enumerable.Repeat("""{"event":"e","distinct_id":"u"}""", 1001));
        var (status, body) = await PostAsync("/batch/", Text($$"""{"api_key":"{{RunningCollector.BrowserKey}}","batch":[{{many}}]}"""));
        Assert.Equal(413, status);
        Assert.Contains("too_many_events", body);

        (status, body) = await PostAsync(
            "/batch/",
            new ByteArrayContent(Form(Encoding.ASCII.GetBytes(Convert.ToBase64String(Gzip(new byte[50_000_000])))))
        );
        Assert.Equal(413, status);
        Assert.Contains("body_inflates_too_much", body);
    }

    [Theory]
    [InlineData("""{"event":"e","distinct_id":"u"}""", 401, "key_unknown")]
    [InlineData("""{"event":"e","distinct_id":"u","api_key":"unknown"}""", 401, "key_unknown")]
    [InlineData("""{"api_key":"demo","batch":[]}""", 400, "batch_empty")]
    [InlineData("data=bm90aGluZw==", 400, "body_unreadable")]
    public async Task Refuses_with_the_code_of_every_dialect(string sent, int expected, string code)
    {
        var (status, body) = await PostAsync("/e/", Text(sent));
        Assert.Equal(expected, status);
        Assert.Contains($"\"code\":\"{code}\"", body);
    }

    static StringContent Text(string text) => new(text, Encoding.UTF8, "text/plain");

    static byte[] Gzip(byte[] bytes)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
            gzip.Write(bytes);

        return output.ToArray();
    }

    static byte[] Form(byte[] value) => [.. "data="u8, .. WebUtility.UrlEncodeToBytes(value, 0, value.Length)];

    async Task<(int Status, string Body)> PostAsync(string path, HttpContent content)
    {
        using var response = await running.Http.PostAsync(path, content, TestContext.Current.CancellationToken);
        content.Dispose();
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
