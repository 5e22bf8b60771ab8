using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Analytics.Testing.Kafka;
using Collector.Tests.Running;

namespace Collector.Tests.Dialects;

/// <summary>A client cuts a text by bytes, within a character: the event is taken, and U+FFFD is where the character was.</summary>
public sealed class CutTextTests(RunningCollector running)
{
    /// <summary>A placeholder in a body for the first bytes of a character.</summary>
    const string Cut = "~";

    static readonly byte[][] _cuts =
    [
        .. ((string[])["\u00e9", "\ud55c", "\ud83d\ude00"])
            .Select(Encoding.UTF8.GetBytes)
            .SelectMany(whole => Enumerable.Range(1, whole.Length - 1).Select(length => whole[..length])),
    ];

    [Theory]
    [InlineData("/v1/events")]
    [InlineData("/v1/batch")]
    public async Task Every_cut_is_taken_from_native_and_Segments_clients(string path)
    {
        foreach (var cut in _cuts)
        {
            var ids = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid().ToString()).ToArray();
            var answer = await PostAsync(
                path,
                cut,
                $$$"""
                {"context":{"page":{"title":"all {{{Cut}}}"} },"batch":[
                 {"messageId":"{{{ids[0]}}}","type":"page","userId":"u","name":"n {{{Cut}}}"},
                 {"messageId":"{{{ids[1]}}}","type":"page","userId":"u","properties":{"key {{{Cut}}}":1} },
                 {"messageId":"{{{ids[2]}}}","type":"page","userId":"u","context":{"page":{"title":"own {{{Cut}}}"} } }]}
                """
            );
            Assert.Equal((3, 0), ((int)answer["accepted"]!, (int)answer["rejected"]!));
            Assert.Equal(["text_replaced"], answer["results"]!.AsArray().Select(result => (string?)result!["code"]).Distinct());
            var (named, keyed, titled) = (await FindAsync(ids[0]), await FindAsync(ids[1]), await FindAsync(ids[2]));
            Assert.Equal(("n \uFFFD", "all \uFFFD"), (named["name"], named["page_title"]));
            Assert.Equal(1, (int?)keyed.Json["properties"]!["key \uFFFD"]);
            Assert.Equal("own \uFFFD", titled["page_title"]);
        }
    }

    [Fact]
    public async Task Every_cut_is_taken_from_PostHogs_clients()
    {
        foreach (var cut in _cuts)
        {
            var ids = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid().ToString()).ToArray();
            var answer = await PostAsync(
                "/batch/",
                cut,
                $$$"""
                {"context":{"page":{"title":"all {{{Cut}}}"} },"batch":[
                 {"uuid":"{{{ids[0]}}}","event":"n {{{Cut}}}","distinct_id":"u"},
                 {"uuid":"{{{ids[1]}}}","event":"e","distinct_id":"u","properties":{"key {{{Cut}}}":1} },
                 {"uuid":"{{{ids[2]}}}","event":"$screen","distinct_id":"u","properties":{"$screen_name":"own {{{Cut}}}"} }]}
                """
            );
            Assert.Equal(1, (int?)answer["status"]);
            var (named, keyed, titled) = (await FindAsync(ids[0]), await FindAsync(ids[1]), await FindAsync(ids[2]));
            Assert.Equal(("n \uFFFD", "own \uFFFD"), (named["name"], titled["name"]));
            Assert.Equal(1, (int?)keyed.Json["properties"]!["key \uFFFD"]);
        }
    }

    async Task<Arrived> FindAsync(string id)
    {
        var arrived = await running.Kafka.FindAsync(id);
        Assert.Contains("text_replaced", arrived.Json["warnings"]!.AsArray().Select(warning => (string?)warning));
        return arrived;
    }

    async Task<JsonNode> PostAsync(string path, byte[] cut, string body)
    {
        var parts = body.Split(Cut).Select(Encoding.UTF8.GetBytes).ToList();
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent([.. parts[0], .. parts.Skip(1).SelectMany(part => (byte[])[.. cut, .. part])]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Write-Key", RunningCollector.BrowserKey);
        using var response = await running.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }
}
