using System.Text;
using Collector.Tests.Running;

namespace Collector.Tests.Keys;

public sealed class AuthenticationTests(RunningCollector running)
{
    const string Event = """{"type":"page","userId":"u"}""";

    public static TheoryData<string, string?, string, int> Forms =>
        new()
        {
            { "Authorization", Basic("demo:"), "", 200 },
            { "Authorization", Basic("demo:anything"), "", 200 },
            { "Authorization", Basic("demo"), "", 200 },
            { "authorization", "bearer demo", "", 200 },
            { "X-Write-Key", "demo", "", 200 },
            { "X-None", null, "?writeKey=demo", 200 },
            { "X-None", null, "?api_key=demo", 200 },
            { "X-None", null, "", 401 },
            { "Authorization", Basic("nobody:"), "", 401 },
            { "Authorization", "Basic %%%", "", 401 },
            { "Authorization", "Bearer ", "", 401 },
            { "X-Write-Key", "Demo", "", 401 },
            // The first key found is used.
            { "X-Write-Key", "nobody", "?writeKey=demo", 401 },
            // Only browser keys may be in a URL.
            { "X-None", null, "?writeKey=server-secret", 401 },
            { "X-Write-Key", "server-secret", "", 200 },
        };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Finds_the_key(string header, string? value, string query, int expected) =>
        Assert.Equal(expected, await PostAsync("/v1/events" + query, Event, header, value));

    [Theory]
    [InlineData("""{"writeKey":"demo","type":"page","userId":"u"}""", 200)]
    [InlineData("""{"api_key":"demo","batch":[{"type":"page","userId":"u"}]}""", 200)]
    [InlineData("""{"writeKey":"nobody","type":"page","userId":"u"}""", 401)]
    [InlineData("""[{"writeKey":"demo","type":"page","userId":"u"}]""", 401)]
    public async Task Finds_the_key_in_the_body(string body, int expected) =>
        Assert.Equal(expected, await PostAsync("/v1/events", body, "X-None", null));

    [Theory]
    [InlineData("?writeKey=nobody", 401)]
    [InlineData("?writeKey=demo", 200)]
    public async Task A_key_in_the_address_goes_before_one_in_the_body(string query, int expected) =>
        Assert.Equal(expected, await PostAsync($"/v1/events{query}", $$"""{"writeKey":"demo","type":"page","userId":"u"}""", "X-None", null));

    [Theory]
    [InlineData("/v1/events?writeKey=nobody", "X-None")]
    [InlineData("/v1/events", "X-Write-Key")]
    public async Task Refuses_a_wrong_key_before_it_reads_the_body(string path, string header) =>
        Assert.Equal(401, await PostAsync(path, "no JSON", header, "nobody"));

    [Fact]
    public async Task A_key_in_the_body_is_never_stored()
    {
        var id = Guid.NewGuid().ToString();
        await PostAsync(
            "/v1/events",
            $$"""{"writeKey":"demo","messageId":"{{id}}","type":"page","userId":"u","api_key":"k"}""",
            "X-None",
            null
        );
        Assert.Null((await running.Kafka.FindAsync(id)).Json["context"]);
    }

    async Task<int> PostAsync(string path, string body, string header, string? value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (value is not null)
            request.Headers.TryAddWithoutValidation(header, value);

        using var response = await running.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    static string Basic(string user) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(user))}";
}
