using System.Text.Json.Nodes;
using Collector.Tests.Running;

namespace Collector.Tests.Dialects;

public sealed class NativeRoutesTests(RunningCollector running)
{
    [Fact]
    public async Task An_event_is_in_kafka_when_the_answer_says_so()
    {
        var id = Guid.NewGuid().ToString();
        var input = JsonNode.Parse(File.ReadAllText("examples/event.json"))!;
        input["messageId"] = id;

        var (status, answer) = await running.PostAsync("/v1/events", input.ToJsonString());

        Assert.Equal(200, status);
        Assert.Equal(1, (int)answer["accepted"]!);
        var arrived = await running.Kafka.FindAsync(id);
        Assert.Equal(running.Kafka.Topics.Events, arrived.Topic);
        Assert.Equal("web:u-42", arrived.Key);
    }
}
