using System.CommandLine;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Local.Kafka;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Analytics.Local.Commands;

/// <summary><c>topics</c>: creates the contracts' topics on a broker without replicas.</summary>
static class TopicsCommand
{
    public static Command Create()
    {
        var kafka = EnvironmentOption.Required("--kafka", "ANALYTICS_KAFKA", "Kafka's bootstrap servers, host:port[,host:port].");
        var client = EnvironmentOption.Optional(
            "--kafka-client",
            KafkaClientFile.Variable,
            "A file with the settings of a secured Kafka, one name=value a line; see deploy/kafka/README.md.",
            KafkaClientFile.Check
        );
        var prefix = EnvironmentOption.WithFallback(
            "--topic-prefix",
            "ANALYTICS_TOPIC_PREFIX",
            Topics.DefaultPrefix,
            "What the topics' names begin with."
        );
        var command = new Command(
            "topics",
            """
            Creates the topics that are missing, each with one replica: for a Kafka of one broker.
            Exit codes: 0 every topic exists; 1 Kafka refused; 64 usage; 69 Kafka does not answer.
            """
        )
        {
            kafka,
            client,
            prefix,
        };
        command.SetAction(parsed =>
            RunAsync(kafka.Get(parsed), new Topics(prefix.Get(parsed)), client.Find(parsed) is { } file ? KafkaClientFile.Read(file) : null)
        );
        return command;
    }

    static async Task<int> RunAsync(string kafka, Topics topics, IReadOnlyDictionary<string, string>? client)
    {
        try
        {
            await KafkaTopics.CreateAsync(kafka, topics, client);
            Console.WriteLine($"{topics.Events}, {topics.Historical} and {topics.Rejected} exist.");
            return ExitCodes.Done;
        }
        catch (CreateTopicsException refused)
        {
            await Console.Error.WriteLineAsync($"Kafka refused: {refused.Message}");
            return ExitCodes.Failed;
        }
        catch (Exception away) when (away is KafkaException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"Kafka does not answer at {kafka}: {away.Message}");
            return ExitCodes.Unavailable;
        }
    }
}
