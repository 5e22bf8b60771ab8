using System.Text.Json.Nodes;
using Analytics.Contracts;
using Analytics.Local.Components;
using Analytics.Local.Kafka;
using Analytics.Testing;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Delivery.Kafka;

/// <summary>A collector whose broker is killed and started again.</summary>
public sealed class KafkaDownTests
{
    const string Prefix = "down";
    const long MegaByte = 1024 * 1024;

    [Fact]
    public async Task Without_kafka_and_spool_the_answer_is_503_in_bounded_memory_and_all_is_well_once_it_is_back()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TestFolder();
        await using var kafka = new KafkaBroker(folder.Path) { JavaOptions = FastCompiler.Java };
        await kafka.StartAsync(cancellation);
        await KafkaTopics.CreateAsync(kafka.BootstrapServers, new Topics(Prefix));
        await using var collector = await CollectorProcess.StartAsync([
            .. RunningCollector.Settings(kafka.BootstrapServers, Prefix),
            "Kafka:MessageTimeout=00:00:02",
            "Kafka:QueueMegabytes=8",
            "Spool:MaxMegabytes=0",
            "Drain:ShutdownDelay=00:00:00",
        ]);
        await collector.ReadyAsync();
        await TakesAsync(collector, "before");

        await kafka.KillAsync();
        await Poll.UntilAsync("readiness fails", async () => !(await collector.Http.GetAsync("/health/ready")).IsSuccessStatusCode);
        Assert.True((await collector.Http.GetAsync("/health/live", cancellation)).IsSuccessStatusCode);
        var before = collector.ResidentBytes;
        var large = new string('x', 50_000);
        var answers = await Task.WhenAll(Enumerable.Range(0, 600).Select(i => PostAsync(collector, $"{i}{large}")));
        Assert.All(answers, answer => Assert.Equal(503, answer.Status));
        // 30 MB were sent to a queue of 8 MB: some events were refused at once, some after Kafka's timeout.
        Assert.Contains(answers, answer => answer.Code == "overloaded");
        Assert.Contains(answers, answer => answer.Code == "unstored");
        Assert.InRange(collector.ResidentBytes - before, long.MinValue, 150 * MegaByte);

        await kafka.StartAsync(cancellation);
        await collector.ReadyAsync();
        await TakesAsync(collector, "after");

        collector.Terminate();
        Assert.Equal(0, await collector.ExitAsync());
    }

    // A broker that has just started may take longer for its first event than the time limit.
    static Task TakesAsync(CollectorProcess collector, string text) =>
        Poll.UntilAsync("Kafka takes an event", async () => await PostAsync(collector, text) is (200, "kafka"));

    static async Task<(int Status, string? Code)> PostAsync(CollectorProcess collector, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events")
        {
            Content = new StringContent(
                new JsonObject
                {
                    ["type"] = "page",
                    ["userId"] = "u",
                    ["properties"] = new JsonObject { ["text"] = text },
                }.ToJsonString()
            ),
        };
        request.Headers.Add("X-Write-Key", RunningCollector.BrowserKey);
        using var response = await collector.Http.SendAsync(request);
        var json = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        if (!response.IsSuccessStatusCode)
            Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 300);

        return ((int)response.StatusCode, (string?)(json["code"] ?? json["durability"]));
    }
}
