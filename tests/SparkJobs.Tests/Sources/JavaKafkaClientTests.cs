using Analytics.SparkJobs.Sources;
using Analytics.Testing;

namespace SparkJobs.Tests.Sources;

public sealed class JavaKafkaClientTests
{
    [Fact]
    public void Translates_every_setting_that_a_file_may_hold()
    {
        using var folder = new TestFolder();
        string File(string name)
        {
            var path = Path.Combine(folder.Path, name);
            System.IO.File.WriteAllText(path, $"text of {name}");
            return path;
        }

        var client = new Dictionary<string, string>
        {
            ["security.protocol"] = "sasl_ssl",
            ["sasl.mechanism"] = "SCRAM-SHA-256",
            ["sasl.username"] = "u",
            ["sasl.password"] = "a\"b\\c",
            ["ssl.ca.location"] = File("ca"),
            ["ssl.certificate.location"] = File("certificate"),
            ["ssl.key.location"] = File("key"),
            ["ssl.key.password"] = "p",
        };

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["security.protocol"] = "SASL_SSL",
                ["sasl.mechanism"] = "SCRAM-SHA-256",
                ["sasl.jaas.config"] =
                    """org.apache.kafka.common.security.scram.ScramLoginModule required username="u" password="a\"b\\c";""",
                ["ssl.truststore.type"] = "PEM",
                ["ssl.truststore.certificates"] = "text of ca",
                ["ssl.keystore.type"] = "PEM",
                ["ssl.keystore.certificate.chain"] = "text of certificate",
                ["ssl.keystore.key"] = "text of key",
                ["ssl.key.password"] = "p",
            },
            JavaKafkaClient.Translate(client)
        );
        Assert.Equal(client.Keys.Order(), Analytics.Hosting.KafkaClientFile.Names.Order());
    }

    [Fact]
    public void Translates_no_setting_of_a_plaintext_Kafka() => Assert.Empty(JavaKafkaClient.Translate(new Dictionary<string, string>()));
}
