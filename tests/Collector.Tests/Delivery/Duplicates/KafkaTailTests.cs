using System.Text;
using Analytics.Collector.Delivery.Duplicates;
using Analytics.Collector.Delivery.Kafka;
using Collector.Tests.Running;
using Confluent.Kafka;

namespace Collector.Tests.Delivery.Duplicates;

public sealed class KafkaTailTests(RunningCollector running)
{
    [Fact]
    public async Task Reads_each_source_with_its_newest_events_first()
    {
        var made = await running.Environment.CreateTopicsAsync();
        var options = new KafkaOptions { BootstrapServers = made.BootstrapServers };
        var identity = new EventIdentity(made.Topics);
        using (var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = made.BootstrapServers }).Build())
        {
            foreach (var at in Enumerable.Range(0, 30))
            {
                producer.Produce(made.Topics.Events, new() { Key = "web:u", Value = $"{at}" });
                producer.Produce(made.Topics.Events, new() { Key = $"shöp:{at}:{at}", Value = $"shop {at}" });
                producer.Produce(made.Topics.Rejected, new() { Key = "web", Value = $"rejected {at}" });
            }

            producer.Flush(TestContext.Current.CancellationToken);
        }

        var read = new KafkaTail(options, made.Topics, identity)
            .ReadNewestFirst(TimeProvider.System.GetUtcNow().AddMinutes(-5), TestContext.Current.CancellationToken)
            .SelectMany(part => part)
            .ToList();

        Assert.Equal([("shöp", 30), ("web", 60)], read.CountBy(one => one.Source).Select(one => (one.Key, one.Value)).Order());
        var ofUser = Enumerable.Range(0, 30).ToDictionary(at => identity.Of(made.Topics.Events, Encoding.UTF8.GetBytes($"{at}")), at => at);
        Assert.Equal(Enumerable.Range(0, 30).Reverse(), read.Where(one => ofUser.ContainsKey(one.Id)).Select(one => ofUser[one.Id]));
    }
}
