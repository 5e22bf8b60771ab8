using Analytics.Collector.Settings;
using Analytics.Hosting;

namespace Analytics.Collector.Delivery.Kafka;

static class KafkaWarnings
{
    /// <summary>Kafka's default of a topic's max.message.bytes.</summary>
    const int TopicDefault = 1_048_588;

    public static IEnumerable<ConfigurationWarning> Of(KafkaOptions kafka) => Wire(kafka).Concat(Promise(kafka)).Concat(Size(kafka));

    static IEnumerable<ConfigurationWarning> Wire(KafkaOptions kafka)
    {
        var protocol = Client(kafka, "security.protocol") ?? "plaintext";
        var away = Hosts.FirstAway(kafka.BootstrapServers);
        if (away is not null && !protocol.EndsWith("ssl", StringComparison.OrdinalIgnoreCase))
        {
            yield return new(
                "Kafka:Client:security.protocol",
                $"events travel to {away} unencrypted, and nothing proves that it is your broker",
                "set it to sasl_ssl or ssl"
            );
        }

        if (IsFalse(Client(kafka, "enable.ssl.certificate.verification")))
        {
            yield return new(
                "Kafka:Client:enable.ssl.certificate.verification",
                "any machine on the network path can pose as the broker",
                "leave it on, and name your CA in ssl.ca.location"
            );
        }
    }

    static IEnumerable<ConfigurationWarning> Promise(KafkaOptions kafka)
    {
        if ((Client(kafka, "acks") ?? Client(kafka, "request.required.acks")) is { } acks && acks is not ("all" or "-1"))
        {
            yield return new(
                "Kafka:Client:acks",
                "a 2xx no longer means that all in-sync replicas have the event",
                "leave it out: the collector asks for all"
            );
        }

        if (IsFalse(Client(kafka, "enable.idempotence")))
        {
            yield return new(
                "Kafka:Client:enable.idempotence",
                "Kafka may store an event twice, or two of a key in the wrong order",
                "leave it out: the collector turns it on"
            );
        }
    }

    static IEnumerable<ConfigurationWarning> Size(KafkaOptions kafka)
    {
        if (kafka.MaxMessageBytes > TopicDefault)
        {
            yield return new(
                "Kafka:MaxMessageBytes",
                $"topics take {TopicDefault:N0} bytes unless told otherwise, and a larger event is then never stored",
                "raise max.message.bytes of the three topics as well"
            );
        }

        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024);
        if (kafka.QueueMegabytes > memory / 4)
        {
            yield return new(
                "Kafka:QueueMegabytes",
                $"the queue may take more than a quarter of the {memory:N0} MiB that this process may use",
                "lower it, or give the process more memory"
            );
        }
    }

    static string? Client(KafkaOptions kafka, string name) =>
        kafka.Client.FirstOrDefault(one => one.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value?.Trim().ToLowerInvariant();

    static bool IsFalse(string? value) => value is "false" or "f" or "0" or "no" or "n";
}
