using Confluent.Kafka;

namespace Analytics.Collector.Kafka;

static class KafkaSetup
{
    public static void AddKafka(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => services.GetRequiredService<KafkaOptions>().Topics);
        builder.Services.AddSingleton<EventPublisher>();
        builder.Services.AddSingleton<KafkaState>();
        builder.Services.AddHostedService<KafkaProbe>();
    }

    /// <summary>Idempotent, acknowledged by all in-sync replicas, compressed; timeouts short because the client can resend.</summary>
    public static ProducerConfig Producer(this KafkaOptions options)
    {
        var config = new ProducerConfig
        {
            BootstrapServers = options.BootstrapServers,
            ClientId = "analytics-collector",
            EnableIdempotence = true,
            Acks = Acks.All,
            CompressionType = CompressionType.Lz4,
            LingerMs = options.LingerMs,
            MessageTimeoutMs = (int)options.MessageTimeout.TotalMilliseconds,
            MessageMaxBytes = options.MaxMessageBytes,
            // Slightly more than the publisher's own gate, which refuses whole requests before this limit cuts one in two.
            QueueBufferingMaxMessages = options.QueueEvents + 1000,
            QueueBufferingMaxKbytes = (options.QueueMegabytes * 1024) + 1024,
            ReconnectBackoffMs = 50,
            ReconnectBackoffMaxMs = 1000,
            TopicMetadataRefreshSparse = true,
            AllowAutoCreateTopics = false,
            // Every delivery report carries only its status: nothing is copied back.
            DeliveryReportFields = "status",
        };
        foreach (var (name, value) in options.Client)
            config.Set(name, value);

        return config;
    }
}
