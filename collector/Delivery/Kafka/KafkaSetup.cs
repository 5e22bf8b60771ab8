using Analytics.Collector.Settings;
using Analytics.Collector.Telemetry;
using Confluent.Kafka;

namespace Analytics.Collector.Delivery.Kafka;

static class KafkaSetup
{
    public static void AddKafka(this WebApplicationBuilder builder)
    {
        var options = builder.AddSection<KafkaOptions>(KafkaOptions.Section).WithNamesOfAll(builder.Configuration);
        builder.AddErrors(options.Validate());
        builder.AddErrors(ClientCheck.Errors(options));
        builder.AddWarnings(() => KafkaWarnings.Of(options));
        builder.AddMetrics(typeof(KafkaMetrics));
        builder.Services.AddSingleton(_ => options.Topics);
        builder.Services.AddSingleton<QueueGate>();
        builder.Services.AddSingleton<KafkaState>();
        builder.Services.AddHostedService<KafkaProbe>();
    }

    /// <summary>Returns the producer's settings: idempotent, acknowledged by all in-sync replicas, compressed.</summary>
    public static ProducerConfig Producer(this KafkaOptions options, TimeSpan messageTimeout)
    {
        var config = new ProducerConfig
        {
            BootstrapServers = options.BootstrapServers,
            ClientId = "analytics-collector",
            EnableIdempotence = true,
            Acks = Acks.All,
            CompressionType = CompressionType.Lz4,
            LingerMs = options.LingerMs,
            MessageTimeoutMs = (int)messageTimeout.TotalMilliseconds,
            // A connection that is silent for this long is replaced by a new one.
            SocketTimeoutMs = 10_000,
            RequestTimeoutMs = 8_000,
            MessageMaxBytes = options.MaxMessageBytes,
            // Slightly more than the publisher's gate, which refuses whole requests before this limit would split one.
            QueueBufferingMaxMessages = options.QueueEvents + 1000,
            QueueBufferingMaxKbytes = (options.QueueMegabytes * 1024) + 1024,
            ReconnectBackoffMs = 50,
            ReconnectBackoffMaxMs = 1000,
            TopicMetadataRefreshSparse = true,
            AllowAutoCreateTopics = false,
            // A delivery report carries only its status and Kafka's time; nothing is copied back.
            DeliveryReportFields = "status,timestamp",
        };
        foreach (var (name, value) in options.Client)
            config.Set(name, value);

        return config;
    }

    /// <summary>Returns the consumer's settings: without group offsets, because the caller gives the first and last offset.</summary>
    public static ConsumerConfig Consumer(this KafkaOptions options)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = options.BootstrapServers,
            ClientId = "analytics-collector",
            GroupId = "analytics-collector",
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            EnablePartitionEof = true,
            FetchWaitMaxMs = 50,
            QueuedMinMessages = 10_000,
            QueuedMaxMessagesKbytes = 16 * 1024,
            ReconnectBackoffMs = 50,
            ReconnectBackoffMaxMs = 1000,
            AllowAutoCreateTopics = false,
        };
        foreach (var (name, value) in options.Client)
            config.Set(name, value);

        return config;
    }
}
