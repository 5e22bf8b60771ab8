using Collector.Tests.Running;

namespace Collector.Tests.Dialects;

public sealed class SegmentRoutesTests(RunningCollector running)
{
    [Theory]
    [InlineData("track", "t")]
    [InlineData("page", "p")]
    [InlineData("screen", "s")]
    [InlineData("identify", "i")]
    [InlineData("group", "g")]
    [InlineData("alias", "a")]
    public async Task The_path_names_the_type(string type, string letter)
    {
        foreach (var path in (string[])[type, letter, $"{type}/"])
        {
            var id = Guid.NewGuid().ToString();
            var (status, _) = await running.PostAsync(
                $"/v1/{path}",
                $$"""{"messageId":"{{id}}","event":"e","userId":"u","previousId":"p","groupId":"g"}"""
            );
            Assert.Equal(200, status);
            Assert.Equal(type, (await running.Kafka.FindAsync(id))["type"]);
        }
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("b")]
    [InlineData("import")]
    public async Task A_batch_shares_its_context_and_sending_time(string path)
    {
        var id = Guid.NewGuid().ToString();
        var body = $$"""
            {"writeKey":"{{RunningCollector.BrowserKey}}","sentAt":"2001-01-01T00:00:00Z",
            "context":{"locale":"fr-FR","library":{"name":"lib"} },
             "batch":[{"messageId":"{{id}}","type":"track","event":"e","userId":"u","context":{"locale":"it-IT"} }]}
            """;
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await running.Http.PostAsync($"/v1/{path}", content, TestContext.Current.CancellationToken);

        Assert.True(response.IsSuccessStatusCode);
        var arrived = await running.Kafka.FindAsync(id);
        Assert.Equal("it-IT", arrived["locale"]);
        Assert.Equal("2001-01-01T00:00:00.000Z", arrived["sent_at"]);
        Assert.Equal("""{"locale":"it-IT","library":{"name":"lib"}}""", arrived.Json["context"]!.ToJsonString());
    }

    [Theory]
    [InlineData("bogus", "encoding_unknown")]
    [InlineData("gzip, gzip", "encoding_unknown")]
    public async Task What_is_413_or_415_elsewhere_is_400_with_the_same_code(string encoding, string code)
    {
        using var content = new StringContent("{}");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        using var response = await running.Http.PostAsync("/v1/batch", content, TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains($"\"code\":\"{code}\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("//v1/batch")]
    [InlineData("/v1//batch")]
    [InlineData("///v1/batch//?writeKey=demo")]
    public async Task Slashes_too_many_change_nothing(string target)
    {
        var id = Guid.NewGuid().ToString();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://{running.Collector.Url.Authority}{target}"))
        {
            Content = new StringContent(
                $$"""{"writeKey":"{{RunningCollector.BrowserKey}}","batch":[{"messageId":"{{id}}","type":"page","userId":"u"}]}"""
            ),
        };
        using var response = await running.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        await running.Kafka.FindAsync(id);
    }

    [Fact]
    public async Task An_event_that_no_message_holds_costs_only_itself()
    {
        var ids = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid().ToString()).ToList();
        var events = ids.Select(
            (id, at) => $$"""{"messageId":"{{id}}","type":"page","userId":"u","x":"{{new string('x', at == 1 ? 1_153_434 : 1)}}"}"""
        );
        var (status, json) = await running.PostAsync("/v1/batch", $$"""{"batch":[{{string.Join(',', events)}}]}""");
        Assert.Equal((200, 2, 1), (status, (int)json["accepted"]!, (int)json["rejected"]!));
        Assert.Equal("event_too_large", (string?)json["results"]![0]!["code"]);
        await running.Kafka.FindAsync(ids[0]);
        await running.Kafka.FindAsync(ids[2]);
        var kept = Assert.Single(await running.Kafka.FindAsync("the large event", 1, one => one["original"]?.Contains(ids[1]) == true));
        Assert.Equal(("event_too_large", "cut"), (kept["code"], kept["original_encoding"]));
    }
}
