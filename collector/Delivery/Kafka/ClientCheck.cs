using Confluent.Kafka;

namespace Analytics.Collector.Delivery.Kafka;

/// <summary>Finds wrong librdkafka properties at start, by a producer that knows no broker.</summary>
static class ClientCheck
{
    /// <returns>The first error, as librdkafka words it; none for good settings.</returns>
    public static IEnumerable<string> Errors(KafkaOptions options)
    {
        if (options.Client.Count > 0 && ErrorOf(options) is { } error)
            yield return $"Kafka:Client: {error.ReplaceLineEndings(" ")}";
    }

    static string? ErrorOf(KafkaOptions options)
    {
        try
        {
            var config = options.Producer(options.MessageTimeout);
            config.BootstrapServers = null;
            new ProducerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build().Dispose();
            return null;
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException or FormatException or KafkaException)
        {
            return wrong.Message;
        }
    }
}
