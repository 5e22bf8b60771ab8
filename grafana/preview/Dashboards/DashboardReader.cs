using System.Text.Json.Nodes;
using Analytics.DashboardPreview.Macros;
using Analytics.DashboardPreview.Variables;

namespace Analytics.DashboardPreview.Dashboards;

/// <summary>Reads Grafana's classic dashboard JSON.</summary>
static class DashboardReader
{
    const int DefaultMaxDataPoints = 1000;
    static readonly TimeSpan _defaultMinInterval = TimeSpan.FromSeconds(1);

    /// <exception cref="FormatException">Not a classic dashboard, or one without a uid.</exception>
    public static Dashboard Read(string json)
    {
        if (JsonNode.Parse(json) is not JsonObject root || Text(root["uid"]) is not { Length: > 0 } uid)
            throw new FormatException("A dashboard is a JSON object with a uid.");
        return new Dashboard(
            uid,
            Text(root["title"]) ?? uid,
            root,
            [.. PanelsIn(root).Select(ReadPanel)],
            [.. VariablesIn(root).Select(ReadVariable)]
        );
    }

    /// <summary>Returns all panels, including those inside collapsed rows, without the rows themselves.</summary>
    public static IEnumerable<JsonObject> PanelsIn(JsonObject parent) =>
        Objects(parent["panels"]).SelectMany(panel => Text(panel["type"]) == "row" ? PanelsIn(panel) : [panel]);

    public static IEnumerable<JsonObject> VariablesIn(JsonObject root) =>
        Objects(root["templating"]?["list"])
            .Where(variable => Enum.TryParse<VariableKind>(Text(variable["type"]), ignoreCase: true, out _));

    static Panel ReadPanel(JsonObject panel) =>
        new(
            (int?)panel["id"] ?? throw new FormatException("A panel has no id."),
            Text(panel["type"]) ?? "",
            Text(panel["title"]) ?? "",
            (int?)panel["maxDataPoints"] ?? DefaultMaxDataPoints,
            Text(panel["interval"]) is { Length: > 0 } least ? IntervalText.Parse(least, DateTimeOffset.UnixEpoch) : _defaultMinInterval,
            [.. Objects(panel["targets"]).Where(IsAsked).Select(ReadTarget)]
        );

    // A Live channel is in Grafana's memory.
    static bool IsAsked(JsonObject target) => !((bool?)target["hide"] ?? false) && Text(target["queryType"]) != "measurements";

    static Target ReadTarget(JsonObject target) =>
        new(Text(target["refId"]) ?? "A", Text(target["rawSql"]) ?? "", Text(target["format"]) ?? "", ReadProm(target));

    static PromTarget? ReadProm(JsonObject target) =>
        Text(target["expr"]) is { } expr
            ? new PromTarget(expr, Text(target["legendFormat"]) ?? "", (bool?)target["instant"] ?? false)
            : null;

    static Variable ReadVariable(JsonObject variable) =>
        new(
            Text(variable["name"]) ?? throw new FormatException("A variable has no name."),
            KindOf(variable) == VariableKind.Query ? Text(variable["query"]) ?? Text(variable["query"]?["rawSql"]) ?? "" : "",
            (bool?)variable["multi"] ?? false,
            (bool?)variable["includeAll"] ?? false,
            Text(variable["allValue"]) is { Length: > 0 } all ? all : null,
            Text(variable["current"]?["value"]),
            KindOf(variable),
            KindOf(variable) == VariableKind.Custom ? CustomValues.Of(Text(variable["query"]) ?? "") : null
        );

    static VariableKind KindOf(JsonObject variable) => Enum.Parse<VariableKind>(Text(variable["type"])!, ignoreCase: true);

    static IEnumerable<JsonObject> Objects(JsonNode? array) => (array as JsonArray)?.OfType<JsonObject>() ?? [];

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
