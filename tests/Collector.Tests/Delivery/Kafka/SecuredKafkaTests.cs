using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Local.Kafka;
using Analytics.Testing;
using Analytics.Testing.Kafka;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Delivery.Kafka;

/// <summary>A collector before a broker that takes only users with a password over TLS.</summary>
public sealed class SecuredKafkaTests
{
    const string User = "analytics-collector";
    const string Prefix = "analytics";

    [Fact]
    public async Task With_the_client_file_and_the_rules_of_its_user_events_reach_kafka_and_recent_ones_are_read_back()
    {
        using var folder = new TestFolder();
        await using var kafka = await SecuredKafka.StartAsync(folder.Path, User);
        await KafkaTopics.CreateAsync(kafka.Broker.BootstrapServers, new Topics(Prefix), kafka.Client());
        await kafka.AllowAsync();
        var settings = RunningCollector
            .Settings(kafka.Broker.BootstrapServers, Prefix)
            .Append($"{KafkaClientFile.Variable}={kafka.ClientFile(kafka.Client(User))}")
            .ToArray();
        await using (var first = await CollectorProcess.StartAsync(settings))
        {
            await first.ReadyAsync();
            Assert.Contains("\"durability\":\"kafka\",\"accepted\":1", await PostAsync(first));
        }

        await using var second = await CollectorProcess.StartAsync(settings);
        await second.ReadyAsync();
        await Poll.UntilAsync("the recent events are read", () => second.Output.Contains("collector.duplicates.loaded: 1 "));
        Assert.Contains("\"accepted\":0,\"duplicate\":1", await PostAsync(second));
    }

    static async Task<string> PostAsync(CollectorProcess collector)
    {
        using var body = new StringContent("""{"type":"page","userId":"u-1","messageId":"m-1"}""");
        using var answer = await collector.Http.PostAsync(
            $"/v1/events?writeKey={RunningCollector.BrowserKey}",
            body,
            TestContext.Current.CancellationToken
        );
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
