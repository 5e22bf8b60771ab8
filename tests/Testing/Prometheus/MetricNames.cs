using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Analytics.Local.Processes;

namespace Analytics.Testing.Prometheus;

/// <summary>
/// The names of metrics that dashboards, alert rules and recording rules ask Prometheus for, and those that a process exports.
/// </summary>
public static partial class MetricNames
{
    static readonly string[] _words = ["and", "or", "unless", "bool", "offset", "sum", "min", "max", "avg", "count", "topk", "quantile"];

    /// <summary>All asked names without those that recording rules make; a histogram's by the name of the histogram.</summary>
    public static IReadOnlyList<string> Asked { get; } =
    [.. Queries().SelectMany(In).Where(name => !name.Contains(':', StringComparison.Ordinal)).Select(Family).Distinct().Order()];

    /// <summary>The asked names whose increase is shown or compared, so that their series must exist before the first event.</summary>
    public static IReadOnlyList<string> Increased { get; } =
    [.. Queries().SelectMany(query => Increase().Matches(query)).Select(found => found.Groups[1].Value).Distinct().Order()];

    /// <summary>The asked names that recording rules make.</summary>
    public static IReadOnlyList<string> AskedOfRules { get; } =
    [.. Queries().SelectMany(In).Where(name => name.Contains(':', StringComparison.Ordinal)).Distinct().Order()];

    /// <summary>The names that recording rules make.</summary>
    public static IReadOnlyList<string> Recorded { get; } = [.. Record().Matches(Rules()).Select(record => record.Groups[1].Value)];

    /// <summary>The names that a process exports, of its <c>/metrics</c>.</summary>
    public static IReadOnlyList<string> Exported(string metrics) => [.. Type().Matches(metrics).Select(type => type.Groups[1].Value)];

    /// <summary>The names of metrics in PromQL.</summary>
    public static IEnumerable<string> In(string promQl) =>
        Word().Matches(NoName().Replace(promQl, " ")).Select(word => word.Value).Where(word => !_words.Contains(word)).Distinct();

    static string Family(string name) => Suffix().Replace(name, "");

    static IEnumerable<string> Queries() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "grafana", "dashboards"), "*.json")
            .SelectMany(file => Exprs(JsonNode.Parse(File.ReadAllText(file))))
            .Concat(
                Directory
                    .EnumerateFiles(Path.Combine(Repository.Root, "grafana", "provisioning", "alerting"), "rules-*.yaml")
                    .SelectMany(file => Yaml().Matches(File.ReadAllText(file)))
                    .Select(expr => expr.Groups[1].Value)
            )
            .Concat(RuleExpr().Matches(Rules()).Select(expr => expr.Groups[1].Value));

    static string Rules() => File.ReadAllText(Path.Combine(Repository.Root, "deploy", "prometheus", "rules.yml"));

    static IEnumerable<string> Exprs(JsonNode? node) =>
        node switch
        {
            JsonObject map => map.SelectMany(member =>
                member.Key == "expr" && member.Value is JsonValue text ? [(string)text!] : Exprs(member.Value)
            ),
            JsonArray list => list.SelectMany(Exprs),
            _ => [],
        };

    // Texts, matchers, ranges, lists of labels and functions.
    [GeneratedRegex("""\{(?:[^{}"]|"[^"]*")*\}|"[^"]*"|\[[^\]]*\]|\b(?:by|without|on|ignoring)\s*\([^)]*\)|\b[a-z_0-9]+\s*(?=\()|\$\w+""")]
    private static partial Regex NoName();

    [GeneratedRegex(@"(?<![\w.])[a-z_][\w:]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\bincrease\(\s*(\w+)")]
    private static partial Regex Increase();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();

    [GeneratedRegex(@"^# TYPE (\w+) ", RegexOptions.Multiline)]
    private static partial Regex Type();

    [GeneratedRegex(@"record: (\S+)")]
    private static partial Regex Record();

    [GeneratedRegex("""expr: "([^"]+)"?""")]
    private static partial Regex Yaml();

    [GeneratedRegex(@"^        expr: (?:>-\n)?((?:.*\n)(?:          .*\n)*)", RegexOptions.Multiline)]
    private static partial Regex RuleExpr();
}
