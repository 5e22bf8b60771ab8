using System.Text.Json.Nodes;
using NJsonSchema;

namespace DashboardPreview.Tests.Lint;

/// <summary>Checks a dashboard against the JSON Schema made from Grafana's own types; unknown keys and wrong kinds are mistakes.</summary>
internal static class DashboardSchema
{
    private static readonly JsonSchema Dashboard = Load("dashboard");
    private static readonly Dictionary<string, JsonSchema> Panels = new[] { "timeseries", "stat", "bargauge", "table" }.ToDictionary(type => type, Load);

    public static IEnumerable<string> Mistakes(JsonObject dashboard) =>
        Check(Dashboard, dashboard, "dashboard").Concat(dashboard["panels"]!.AsArray().OfType<JsonObject>().SelectMany(PanelMistakes));

    public static bool Knows(string panelType) => Panels.ContainsKey(panelType);

    private static IEnumerable<string> PanelMistakes(JsonObject panel)
    {
        if (!Panels.TryGetValue((string?)panel["type"] ?? "", out var schema))
            return [];
        JsonObject part = new() { ["options"] = panel["options"]?.DeepClone() };
        if (panel["fieldConfig"]?["defaults"]?["custom"] is { } custom)
            part["custom"] = custom.DeepClone();
        return Check(schema, part, $"panel {panel["id"]}");
    }

    private static IEnumerable<string> Check(JsonSchema schema, JsonObject json, string where) =>
        schema.Validate(json.ToJsonString()).Select(error => $"{where}: schema: {error.Kind} at {error.Path}");

    private static JsonSchema Load(string name) => JsonSchema.FromJsonAsync(GrafanaFiles.Text("schema", $"{name}.schema.json")).GetAwaiter().GetResult();
}
