using System.Text;
using System.Text.Json.Nodes;
using Collector.Tests.Running;

namespace Collector.Tests.Dialects;

/// <summary>A forwarder of logs joins bodies by line ends; golden cases <c>*batches_in_lines</c> show the events.</summary>
public sealed class JoinedBodiesTests(RunningCollector running)
{
    public static MatrixTheoryData<string, string> Matrix =>
        new(["/v1/events", "/v1/batch", "/v1/track", "/api/s/track", "/batch/"], ["application/json", "application/x-ndjson"]);

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Every_event_of_joined_batches_is_taken_and_what_is_no_json_rejected_alone(string path, string contentType)
    {
        var ids = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid().ToString()).ToArray();
        string Event(int at) =>
            $$"""{"messageId":"{{ids[at]}}","uuid":"{{ids[at]}}","type":"track","event":"e","userId":"u","distinct_id":"u"}""";

        var body = $$"""
            {"writeKey":"{{RunningCollector.BrowserKey}}","batch":[{{Event(0)}},{{Event(1)}}]}
            {"writeKey":"{{RunningCollector.BrowserKey}}","batch":[{{Event(2)}}]}
            no JSON of {{ids[0]}}
            """;
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        using var response = await running.Http.PostAsync(path, content, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        if (path != "/batch/")
        {
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Assert.Equal((3, 1), ((int)answer["accepted"]!, (int)answer["rejected"]!));
        }

        foreach (var id in ids)
            await running.Kafka.FindAsync(id);

        var kept = await running.Kafka.FindAsync("the line", 1, one => one["original"] == $"no JSON of {ids[0]}");
        Assert.Equal("unparsable", Assert.Single(kept)["code"]);
    }
}
