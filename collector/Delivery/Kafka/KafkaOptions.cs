using System.ComponentModel.DataAnnotations;
using Analytics.Contracts;
using Analytics.Hosting;

namespace Analytics.Collector.Delivery.Kafka;

/// <summary>Options of the Kafka producer. Section <c>Kafka</c>.</summary>
sealed class KafkaOptions
{
    public const string Section = "Kafka";

    string? _clientFileError;

    /// <summary>The brokers for the first connection: host:port, comma separated.</summary>
    public string BootstrapServers { get; set; } = "";

    /// <summary>The first part of each topic's name.</summary>
    public string TopicPrefix { get; set; } = Contracts.Topics.DefaultPrefix;

    /// <summary>The milliseconds for which the producer waits to fill a batch (<c>linger.ms</c>).</summary>
    [Range(0, 1000)]
    public double LingerMs { get; set; } = 3;

    /// <summary>The longest time of an acknowledgement before the client gets 503, when no spool takes the event.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan MessageTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The largest number of events that wait for Kafka; a request that would exceed it gets 503.</summary>
    [Range(1000, 10_000_000)]
    public int QueueEvents { get; set; } = 100_000;

    /// <summary>The largest total size of events that wait for Kafka, in MiB.</summary>
    [Range(1, 4096)]
    public int QueueMegabytes { get; set; } = 64;

    /// <summary>The largest message in bytes; no more than the topics allow (Kafka's default is 1,048,588).</summary>
    [Range(100_000, 64 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 1_000_000;

    /// <summary>The time between two checks whether Kafka can take events.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Any further librdkafka property by its name, e.g. <c>security.protocol</c>; also from the file that <c>ANALYTICS_KAFKA_CLIENT</c>
    /// names.
    /// </summary>
    public Dictionary<string, string> Client { get; set; } = [];

    public Topics Topics => new(TopicPrefix);

    /// <summary>Fills in defaults from the names that every process of the product reads; the section's settings take precedence.</summary>
    public KafkaOptions WithNamesOfAll(IConfiguration configuration)
    {
        if (BootstrapServers.Length == 0)
            BootstrapServers = configuration["ANALYTICS_KAFKA"] ?? "";
        if (TopicPrefix == Contracts.Topics.DefaultPrefix)
            TopicPrefix = configuration["ANALYTICS_TOPIC_PREFIX"] ?? Contracts.Topics.DefaultPrefix;
        if (configuration[KafkaClientFile.Variable] is { Length: > 0 } file)
            AddClientFile(file);

        return this;
    }

    public IEnumerable<string> Validate()
    {
        if (string.IsNullOrWhiteSpace(BootstrapServers))
            yield return "Kafka:BootstrapServers is missing (or ANALYTICS_KAFKA): host:port, comma separated.";

        if (TopicPrefix.Length is 0 or > 200 || !TopicPrefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
            yield return "Kafka:TopicPrefix must be 1 to 200 of letters, digits, '.', '_' and '-'.";

        if (_clientFileError is not null)
            yield return _clientFileError;

        if (GuessablePasswords.Has(Client.GetValueOrDefault(KafkaClientFile.Password)))
            yield return $"Kafka:Client:{KafkaClientFile.Password} can be guessed: give the user another one, of 16 random bytes.";
    }

    void AddClientFile(string file)
    {
        if (KafkaClientFile.Check(file) is { } error)
        {
            _clientFileError = $"{KafkaClientFile.Variable} {error}.";
            return;
        }

        foreach (var (name, value) in KafkaClientFile.Read(file))
            Client.TryAdd(name, value);
    }
}
