using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Compose.Tests.Definition;

/// <summary>A service of the Compose file.</summary>
sealed partial record Service(string Name, JsonObject Json)
{
    /// <summary>True when the service's image is built from this repository.</summary>
    public bool IsOurs => Json["build"] is not null;

    /// <summary>The stage of the Dockerfile that makes the image.</summary>
    public string Target => (string)Json["build"]!["target"]!;

    public string Image => (string)Json["image"]!;

    /// <summary>The variables, with the defaults of those that the environment of Compose may set: empty for one without a value.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        (Json["environment"] as JsonObject ?? []).ToDictionary(one => one.Key, one => Default().Replace((string?)one.Value ?? "", "$1"));

    /// <summary>The variables that come from files: name and file.</summary>
    public IReadOnlyDictionary<string, string> Secrets =>
        Environment
            .GetValueOrDefault("ANALYTICS_SECRETS", "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);

    public IReadOnlyList<string> Command => Texts("command");

    public IReadOnlyList<string> Entrypoint => Texts("entrypoint");

    /// <summary>The mounts: source and target.</summary>
    public IReadOnlyList<(string Source, string Target, bool IsReadOnly)> Mounts =>
        [.. Texts("volumes").Select(text => text.Split(':')).Select(part => (part[0], part[1], part is [_, _, var mode] && mode == "ro"))];

    /// <summary>The published ports: address of the machine, port of the container.</summary>
    public IReadOnlyList<(string Address, string Port)> Ports =>
        [.. Texts("ports").Select(text => Default().Replace(text, "$1").Split(':')).Select(part => (part[0], part[^1]))];

    public IReadOnlyList<string> Healthcheck => [.. (Json["healthcheck"]?["test"] as JsonArray ?? []).Select(text => (string)text!)];

    /// <summary>True when the service runs to its end before others start.</summary>
    public bool IsStep => ((string)Json["restart"]!).StartsWith("on-failure", StringComparison.Ordinal);

    public IReadOnlyList<string> Texts(string list) => [.. (Json[list] as JsonArray ?? []).Select(text => (string)text!)];

    [GeneratedRegex(@"\$\{\w+:-([^}]*)\}")]
    private static partial Regex Default();
}
