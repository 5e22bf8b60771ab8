using Analytics.Hosting.Processes;

namespace Analytics.Local;

/// <summary>The settings of the collector.</summary>
/// <param name="Kafka">The broker's bootstrap servers.</param>
public sealed record CollectorOptions(string Kafka)
{
    /// <summary>The write key of a local run.</summary>
    public const string Key = "demo";

    /// <summary>The source of the events that use the key.</summary>
    public const string Source = "web";

    public string TopicPrefix { get; init; } = Contracts.Topics.DefaultPrefix;

    /// <summary>
    /// The Npgsql connection string of analytics_collector, for the warehouse's write keys; empty: only <see cref="Key"/> is valid.
    /// </summary>
    public string Warehouse { get; init; } = "";

    /// <summary>Further settings by their names in the environment: <c>Limits__Events</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}

/// <summary>The collector: HTTP to Kafka.</summary>
public sealed class Collector(string folder, CollectorOptions options, string name = "collector")
    : HttpComponent(name, folder, "/health/ready")
{
    private protected override ProcessSpec Spec() =>
        new(Name, ["dotnet", Repository.Assembly("Analytics.Collector"), "--urls", Url], Log)
        {
            Environment = new Dictionary<string, string>(options.Settings)
            {
                ["Kafka__BootstrapServers"] = options.Kafka,
                ["Kafka__TopicPrefix"] = options.TopicPrefix,
                ["Spool__Folder"] = options.Settings.GetValueOrDefault("Spool__Folder") ?? Path.Combine(Folder, "spool", Name),
                // Without it SDKs that ask for their settings first send nothing, or to their vendor.
                ["Proxy__PublicUrl"] = options.Settings.GetValueOrDefault("Proxy__PublicUrl") ?? Url,
                ["Keys__0__Key"] = CollectorOptions.Key,
                ["Keys__0__Source"] = CollectorOptions.Source,
                ["ANALYTICS_WAREHOUSE"] = options.Warehouse,
                ["KeyStore__Snapshot"] = Path.Combine(Folder, "collector", "keys.json"),
            },
        };
}
