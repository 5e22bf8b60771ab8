using System.Text.Json.Nodes;
using NJsonSchema;

namespace DashboardPreview.Tests.Lint;

/// <summary>Checks a dashboard against the JSON Schema of Grafana's types; unknown keys and wrong types are errors.</summary>
static class DashboardSchema
{
    static readonly JsonSchema _dashboard = Load("dashboard");
    static readonly Dictionary<string, JsonSchema> _panels = new[]
    {
        "timeseries",
        "stat",
        "bargauge",
        "table",
        "barchart",
        "heatmap",
    }.ToDictionary(type => type, Load);

    public static IEnumerable<string> Errors(JsonObject dashboard) =>
        Check(_dashboard, dashboard, "dashboard").Concat(dashboard["panels"]!.AsArray().OfType<JsonObject>().SelectMany(PanelErrors));

    public static bool Knows(string panelType) => _panels.ContainsKey(panelType);

    static IEnumerable<string> PanelErrors(JsonObject panel)
    {
        if (!_panels.TryGetValue((string?)panel["type"] ?? "", out var schema))
            return [];
        JsonObject part = new() { ["options"] = panel["options"]?.DeepClone() };
        if (panel["fieldConfig"]?["defaults"]?["custom"] is { } custom)
            part["custom"] = custom.DeepClone();
        return Check(schema, part, $"panel {panel["id"]}");
    }

    static IEnumerable<string> Check(JsonSchema schema, JsonObject json, string where) =>
        schema.Validate(json.ToJsonString()).Select(error => $"{where}: schema: {error.Kind} at {error.Path}");

    static JsonSchema Load(string name) =>
        JsonSchema.FromJsonAsync(GrafanaFiles.Text("schema", $"{name}.schema.json")).GetAwaiter().GetResult();
}
