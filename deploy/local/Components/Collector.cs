using Analytics.Hosting.Processes;
using Analytics.Local.Processes;

namespace Analytics.Local.Components;

/// <summary>The settings of the collector.</summary>
/// <param name="Kafka">The broker's bootstrap servers.</param>
public sealed record CollectorOptions(string Kafka)
{
    /// <summary>The write key of a local run.</summary>
    public const string Key = "demo";

    /// <summary>The source of the events that use the key.</summary>
    public const string Source = "web";

    /// <summary>The write key of the traffic's app.</summary>
    public const string AppKey = "demo-app";

    /// <summary>The key of a server of <see cref="Source"/>, which may send historical events.</summary>
    public const string ServerKey = "demo-server";

    /// <summary>The key of a server of the app.</summary>
    public const string AppServerKey = "demo-app-server";

    const string AppSource = "app";

    /// <summary>The keys of a local run as the collector's settings.</summary>
    internal static IReadOnlyDictionary<string, string> Keys { get; } =
        new (string Key, string Source, string Kind)[]
        {
            (Key, Source, "Browser"),
            (AppKey, AppSource, "Browser"),
            (ServerKey, Source, "Server"),
            (AppServerKey, AppSource, "Server"),
        }
            .SelectMany(
                (key, place) =>
                    new[]
                    {
                        ($"Keys__{place}__Key", key.Key),
                        ($"Keys__{place}__Source", key.Source),
                        ($"Keys__{place}__Kind", key.Kind),
                        ($"Keys__{place}__AllowWeak", "true"),
                    }
            )
            .ToDictionary();

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
            Environment = new Dictionary<string, string>(options.Settings.UnionBy(CollectorOptions.Keys, setting => setting.Key))
            {
                ["Kafka__BootstrapServers"] = options.Kafka,
                ["Kafka__TopicPrefix"] = options.TopicPrefix,
                ["Spool__Folder"] = options.Settings.GetValueOrDefault("Spool__Folder") ?? Path.Combine(Folder, "spool", Name),
                // Without it SDKs that ask for their settings first send nothing, or to their vendor.
                ["Proxy__PublicUrl"] = options.Settings.GetValueOrDefault("Proxy__PublicUrl") ?? Url,
                // The keys of a local run are public, and loads are measured with them.
                ["RateLimits__BrowserEventsPerSecond"] = options.Settings.GetValueOrDefault("RateLimits__BrowserEventsPerSecond")
                    ?? "1000000",
                ["ANALYTICS_WAREHOUSE"] = options.Warehouse,
                ["KeyStore__Snapshot"] = Path.Combine(Folder, "collector", "keys.json"),
            },
        };
}
