using System.Net.Http.Headers;
using System.Text;
using Collector.Tests.Running;

namespace Collector.Tests.Dialects;

public sealed class JitsuRoutesTests(RunningCollector running)
{
    [Theory]
    [InlineData("track")]
    [InlineData("page")]
    [InlineData("screen")]
    [InlineData("identify")]
    [InlineData("group")]
    [InlineData("alias")]
    public async Task The_path_names_the_type_and_the_header_the_key(string type)
    {
        foreach (var path in (string[])[$"/api/s/{type}", $"/api/s/s2s/{type}"])
        {
            var id = Guid.NewGuid().ToString();
            const string key = RunningCollector.BrowserKey;
            using var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new StringContent(
                    $$"""{"messageId":"{{id}}","type":"other","event":"e","userId":null,"anonymousId":"a","writeKey":"{{key}}:***"}""",
                    Encoding.UTF8,
                    new MediaTypeHeaderValue("application/json")
                ),
            };
            request.Headers.Add("X-Write-Key", $"{RunningCollector.BrowserKey}:second part");
            using var response = await running.Http.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(200, (int)response.StatusCode);
            Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
            var arrived = await running.Kafka.FindAsync(id);
            Assert.Equal((type, "web"), (arrived["type"], arrived["source"]));
            Assert.DoesNotContain(RunningCollector.BrowserKey, arrived.Json.ToJsonString());
        }
    }

    [Fact]
    public async Task Another_type_is_404()
    {
        var (status, _) = await running.PostAsync("/api/s/other", "{}");
        Assert.Equal(404, status);
    }
}
