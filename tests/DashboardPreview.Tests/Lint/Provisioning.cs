using YamlDotNet.Serialization;

namespace DashboardPreview.Tests.Lint;

/// <summary>Checks every key of Grafana's provisioning files, since Grafana silently ignores unknown keys.</summary>
static class Provisioning
{
    /// <summary>Matches keys of any name.</summary>
    public const string AnyKey = "*";

    static readonly Dictionary<string, string[]> _dataSourceKeys = new()
    {
        [""] = ["apiVersion", "prune", "deleteDatasources", "datasources"],
        ["datasources"] =
        [
            "name",
            "uid",
            "type",
            "access",
            "orgId",
            "url",
            "user",
            "database",
            "basicAuth",
            "basicAuthUser",
            "withCredentials",
            "isDefault",
            "version",
            "editable",
            "jsonData",
            "secureJsonData",
        ],
        ["datasources.jsonData"] =
        [
            "database",
            "sslmode",
            "tlsConfigurationMethod",
            "sslRootCertFile",
            "sslCertFile",
            "sslKeyFile",
            "maxOpenConns",
            "connMaxLifetime",
            "connectionTimeout",
            "timezone",
            "timeInterval",
            "timescaledb",
            "httpMethod",
            "prometheusType",
        ],
        ["datasources.secureJsonData"] = ["password", "tlsCACert", "tlsClientCert", "tlsClientKey"],
    };

    static readonly Dictionary<string, string[]> _providerKeys = new()
    {
        [""] = ["apiVersion", "providers"],
        ["providers"] =
        [
            "name",
            "orgId",
            "folder",
            "folderUid",
            "type",
            "disableDeletion",
            "allowUiUpdates",
            "updateIntervalSeconds",
            "options",
        ],
        ["providers.options"] = ["path", "foldersFromFilesStructure"],
    };

    public static Dictionary<object, object> Read(string yaml) =>
        new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(yaml);

    public static IReadOnlyList<string> DataSourceErrors(string yaml) =>
        [.. UnknownKeys(Read(yaml), "", _dataSourceKeys), .. LiteralSecrets(Read(yaml))];

    public static IReadOnlyList<string> ProviderErrors(string yaml) => [.. UnknownKeys(Read(yaml), "", _providerKeys)];

    /// <param name="known">The keys of each map, by its path; the path of the root is empty.</param>
    public static IEnumerable<string> UnknownKeys(string yaml, Dictionary<string, string[]> known) => UnknownKeys(Read(yaml), "", known);

    static IEnumerable<string> UnknownKeys(Dictionary<object, object> map, string path, Dictionary<string, string[]> known)
    {
        foreach (var (key, value) in map)
        {
            var below = path.Length == 0 ? (string)key : $"{path}.{key}";
            if (!known[path].Contains(key) && !known[path].Contains(AnyKey))
            {
                yield return $"unknown key {below}";
                continue;
            }
            foreach (var child in (value as List<object> ?? [value]).OfType<Dictionary<object, object>>())
            {
                foreach (var error in UnknownKeys(child, below, known))
                    yield return error;
            }
        }
    }

    static IEnumerable<string> LiteralSecrets(Dictionary<object, object> root) =>
        ((List<object>)root["datasources"])
            .Cast<Dictionary<object, object>>()
            .SelectMany(source => source.TryGetValue("secureJsonData", out var secrets) ? (Dictionary<object, object>)secrets : [])
            .Where(secret => !((string)secret.Value).StartsWith('$'))
            .Select(secret => $"{secret.Key} is a literal secret");
}
