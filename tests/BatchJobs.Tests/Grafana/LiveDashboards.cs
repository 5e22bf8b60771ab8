using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Analytics.Local.Processes;

namespace BatchJobs.Tests.Grafana;

/// <summary>The Live channels and annotations that the dashboards ask Grafana itself for.</summary>
static partial class LiveDashboards
{
    static readonly string[] _files = Directory.GetFiles(Path.Combine(Repository.Root, "grafana", "dashboards"), "*.json");

    /// <summary>The Live targets of all panels.</summary>
    public static IReadOnlyList<LiveTarget> Targets { get; } =
    [.. Dashboards().SelectMany(dashboard => dashboard["panels"]!.AsArray()).SelectMany(panel => TargetsOf(panel!))];

    /// <summary>The tags of each annotation query.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Annotations { get; } =
    [
        .. Dashboards()
            .SelectMany(dashboard => dashboard["annotations"]!["list"]!.AsArray())
            .Select(query => (IReadOnlyList<string>)[.. query!["target"]!["tags"]!.AsArray().Select(tag => (string)tag!)]),
    ];

    static IEnumerable<JsonNode> Dashboards() => _files.Select(file => JsonNode.Parse(File.ReadAllText(file))!);

    static IEnumerable<LiveTarget> TargetsOf(JsonNode panel) =>
        panel["targets"]!
            .AsArray()
            .Where(target => (string?)target!["queryType"] == "measurements")
            .Select(target => new LiveTarget(
                (string)panel["title"]!,
                (string)target!["channel"]!,
                [.. target["filter"]!["fields"]!.AsArray().Select(field => (string)field!)],
                [.. Label().Matches(panel["fieldConfig"]!.ToJsonString()).Select(label => label.Groups[1].Value).Distinct()]
            ));

    [GeneratedRegex(@"__field\.labels\.(\w+)")]
    private static partial Regex Label();
}

/// <summary>A panel's query of a channel.</summary>
/// <param name="Fields">The fields that the panel shows, <c>time</c> among them.</param>
/// <param name="Labels">The labels that the names of its series are made of.</param>
sealed record LiveTarget(string Panel, string Channel, IReadOnlyList<string> Fields, IReadOnlyList<string> Labels);
