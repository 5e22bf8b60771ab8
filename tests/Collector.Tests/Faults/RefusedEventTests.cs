using System.Text.Json.Nodes;
using Analytics.Testing.Kafka;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;
using Confluent.Kafka.Admin;

namespace Collector.Tests.Faults;

/// <summary>An event that Kafka never accepts is kept and delays no other event.</summary>
[Collection(FaultBench.Name)]
public sealed class RefusedEventTests(FaultBench bench)
{
    [Fact]
    public async Task An_event_that_the_topic_refuses_is_kept_aside_and_the_rest_is_published()
    {
        var topics = await bench.TopicsAsync("refused");
        await LimitAsync(topics.Events, 20_000);
        using var folder = new Analytics.Testing.TestFolder();
        await using var collector = await bench.Place(topics, folder.Path).StartAsync();
        await collector.ReadyAsync();
        await using var tail = new TopicTail(bench.Kafka.BootstrapServers, topics);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events")
        {
            Content = new StringContent($"[{Event("small-1", 10)},{Event("large", 40_000)},{Event("small-2", 10)}]"),
        };
        request.Headers.Add("X-Write-Key", RunningCollector.BrowserKey);
        using var response = await collector.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(202, (int)response.StatusCode);

        await Poll.UntilAsync("events go directly again", async () =>
            collector.Output.Contains("collector.spool.drained") && await collector.MetricAsync("collector_spool_mode") == 0
        );
        var arrived = await tail.FindAsync("the small ones", 2, _ => true);
        Assert.Equal(["small-1", "small-2"], arrived.Select(one => one["event_id"]!).Order());
        var kept = JsonNode.Parse(
            Assert.Single(await File.ReadAllLinesAsync(Path.Combine(folder.Path, "refused.jsonl"), TestContext.Current.CancellationToken))
        )!;
        Assert.Equal((topics.Events, "web:u", "MsgSizeTooLarge"), ((string?)kept["topic"], (string?)kept["key"], (string?)kept["reason"]));
        Assert.Equal("large", (string?)JsonNode.Parse((string)kept["value"]!)!["event_id"]);
        Assert.Equal(1, await collector.MetricAsync("collector_spool_refused_total"));
        Assert.Contains("collector.spool.refused", collector.Output);
    }

    async Task LimitAsync(string topic, int bytes)
    {
        using var admin = Analytics.Local.Kafka.KafkaTopics.Admin(bench.Kafka.BootstrapServers);
        await admin.IncrementalAlterConfigsAsync(
            new()
            {
                [new ConfigResource { Type = ResourceType.Topic, Name = topic }] =
                [
                    new ConfigEntry
                    {
                        Name = "max.message.bytes",
                        Value = bytes.ToString(),
                        IncrementalOperation = AlterConfigOpType.Set,
                    },
                ],
            }
        );
    }

    /// <summary>Returns incompressible text, since the limit is on the compressed size.</summary>
    static string Event(string id, int size)
    {
        var noise = new byte[size];
        Random.Shared.NextBytes(noise);
        return new JsonObject
        {
            ["messageId"] = id,
            ["type"] = "page",
            ["userId"] = "u",
            ["properties"] = new JsonObject { ["text"] = Convert.ToBase64String(noise) },
        }.ToJsonString();
    }
}
