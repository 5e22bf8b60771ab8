using Analytics.Hosting;

namespace Analytics.SparkJobs.Sources;

/// <summary>
/// Translates the settings of a <see cref="KafkaClientFile"/> to those of Kafka's Java client, which Spark's source uses. Certificates and
/// keys travel as text, so that executors need none of the driver's files.
/// </summary>
static class JavaKafkaClient
{
    /// <param name="client">The settings, with librdkafka's names; empty for a plaintext Kafka.</param>
    /// <returns>The settings with Java's names (https://kafka.apache.org/documentation/#consumerconfigs).</returns>
    public static IReadOnlyDictionary<string, string> Translate(IReadOnlyDictionary<string, string> client)
    {
        var java = new Dictionary<string, string>();
        if (client.TryGetValue(KafkaClientFile.Protocol, out var protocol))
            java["security.protocol"] = protocol.ToUpperInvariant();

        if (client.TryGetValue(KafkaClientFile.Mechanism, out var mechanism))
        {
            java["sasl.mechanism"] = mechanism;
            java["sasl.jaas.config"] = Login(mechanism, client[KafkaClientFile.UserName], client[KafkaClientFile.Password]);
        }

        if (client.TryGetValue(KafkaClientFile.Authority, out var authority))
        {
            java["ssl.truststore.type"] = "PEM";
            java["ssl.truststore.certificates"] = File.ReadAllText(authority);
        }

        if (client.TryGetValue(KafkaClientFile.Certificate, out var certificate))
        {
            java["ssl.keystore.type"] = "PEM";
            java["ssl.keystore.certificate.chain"] = File.ReadAllText(certificate);
            java["ssl.keystore.key"] = File.ReadAllText(client[KafkaClientFile.Key]);
        }

        if (client.TryGetValue(KafkaClientFile.KeyPassword, out var password))
            java["ssl.key.password"] = password;

        return java;
    }

    static string Login(string mechanism, string user, string password)
    {
        var module = mechanism == "PLAIN" ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
        return $"org.apache.kafka.common.security.{module} required username={Quoted(user)} password={Quoted(password)};";
    }

    static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
