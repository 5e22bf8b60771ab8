using System.Text;
using Analytics.Contracts;
using Analytics.Testing.Ledger;
using Confluent.Kafka;

namespace EndToEnd.Tests;

/// <summary>Historical events are archived, and counted by a query of their own.</summary>
public sealed class HistoricalTests(WholeStack stack)
{
    [Fact]
    public async Task Are_in_the_lake_once_and_counted_once()
    {
        var running = await stack.RunningAsync();
        await stack.BalancedAsync([]);
        var sent = Enumerable.Range(0, 50).Select(i => Past($"past-{i}", i)).ToList();

        using (
            var producer = new ProducerBuilder<Null, byte[]>(
                new ProducerConfig { BootstrapServers = running.Kafka.BootstrapServers }
            ).Build()
        )
        {
            foreach (var one in sent)
                producer.Produce(running.Topics.Historical, new Message<Null, byte[]> { Value = Encoding.UTF8.GetBytes(Json(one)) });
            producer.Flush(TestContext.Current.CancellationToken);
        }
        var history = await stack.BalancedAsync(sent);

        Assert.Equal(50, history.Lake.Count);
        Assert.Equal(50, history.Counted.Where(sum => sum.Key.Name == "imported").Sum(sum => sum.Value.Events));
    }

    static SentEvent Past(string id, int hour) =>
        new(id, Outcome.Acked, new(new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(hour), "imported", "", "", 0));

    static string Json(SentEvent one) =>
        $$"""
            {"event_id":"{{one.Id}}","source":"web","type":"track","name":"{{one.Facts.Name}}",
            "occurred_at":"{{one.Facts.At.ToString(UtcTime.Format)}}","received_at":"2026-01-01T00:00:00.000Z"}
            """;
}
