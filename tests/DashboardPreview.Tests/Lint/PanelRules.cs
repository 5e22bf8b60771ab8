using System.Text.Json.Nodes;
using Analytics.DashboardPreview.Macros;

namespace DashboardPreview.Tests.Lint;

/// <summary>The rules of one panel: a supported type, a description, known units, our data source, valid SQL.</summary>
static class PanelRules
{
    static readonly HashSet<string> _units =
    [
        .. GrafanaFiles.Text("schema", "units.txt").Split('\n').Where(line => line.Length > 0 && line[0] != '#'),
    ];
    static readonly string[] _unitsWithText = ["time:", "date:", "prefix:", "suffix:", "count:", "currency:"];

    public static IEnumerable<string> Errors(JsonObject panel, IReadOnlySet<string> variables, string sourceUid) =>
        OwnErrors(panel, variables, sourceUid).Select(error => $"panel {panel["id"]}: {error}");

    static IEnumerable<string> OwnErrors(JsonObject panel, IReadOnlySet<string> variables, string sourceUid)
    {
        if (!DashboardSchema.Knows((string)panel["type"]!))
            yield return $"type {panel["type"]} is not drawn by the preview";
        if (((string?)panel["title"] ?? "").Length == 0 || ((string?)panel["description"] ?? "").Length < 20)
            yield return "needs a title and a description that states the definition";
        if ((string)panel["type"]! != "stat" && (string?)panel["fieldConfig"]?["defaults"]?["noValue"] is not [.., '.'])
            yield return "needs a sentence for a range without rows, as noValue";
        foreach (
            var unit in UnitsOf(panel)
                .Where(unit => !_units.Contains(unit) && !_unitsWithText.Any(prefix => unit.StartsWith(prefix, StringComparison.Ordinal)))
        )
        {
            yield return $"unknown unit {unit}";
        }
        foreach (var column in GaugesWithoutEnd(panel))
            yield return $"has a gauge {column} without max or fieldMinMax: its bars would end at the greatest value of all columns";
        if (panel["targets"] is not JsonArray { Count: > 0 } targets)
        {
            yield return "asks nothing";
            yield break;
        }
        if (targets.Select(target => (string?)target!["refId"]).Distinct().Count() != targets.Count)
            yield return "has a refId twice";
        foreach (var error in targets.OfType<JsonObject>().SelectMany(target => TargetErrors(panel, target, variables, sourceUid)))
            yield return error;
        if (
            !DataSourceRules.IsOurs(panel["datasource"], sourceUid)
            && !DataSourceRules.IsPrometheus(panel["datasource"])
            && !DataSourceRules.IsLive(panel["datasource"])
        )
        {
            yield return "has another data source than the provisioned one";
        }
    }

    static IEnumerable<string> TargetErrors(JsonObject panel, JsonObject target, IReadOnlySet<string> variables, string sourceUid)
    {
        if (DataSourceRules.IsPrometheus(target["datasource"]))
        {
            foreach (var error in PromQlRules.Errors(panel, target))
                yield return error;
            yield break;
        }
        if (DataSourceRules.IsLive(target["datasource"]))
        {
            foreach (var error in LiveRules.Errors(panel, target))
                yield return error;
            yield break;
        }
        if (!DataSourceRules.IsOurs(target["datasource"], sourceUid))
            yield return "has a target with another data source than the provisioned one";
        if ((string?)target["format"] is not ("table" or "time_series"))
            yield return "has a format that is neither table nor time_series";
        if ((bool?)target["rawQuery"] != true || (string?)target["editorMode"] != "code")
            yield return "has a target that is not raw SQL in the code editor";
        var minInterval = (string?)panel["interval"] is { } text
            ? IntervalText.Parse(text, DateTimeOffset.UnixEpoch)
            : TimeSpan.FromSeconds(1);
        foreach (
            var error in SqlRules.Errors((string?)target["rawSql"] ?? "", (string?)target["format"] == "table", variables, minInterval)
        )
        {
            yield return error;
        }
    }

    static IEnumerable<string> GaugesWithoutEnd(JsonObject panel)
    {
        var defaults = panel["fieldConfig"]?["defaults"];
        if (defaults?["max"] is not null || (bool?)defaults?["fieldMinMax"] == true)
            return [];
        var overridden = (panel["fieldConfig"]?["overrides"] as JsonArray ?? [])
            .Where(item => item!["properties"]!.AsArray() is var properties && properties.Any(IsGauge) && !properties.Any(IsEnd))
            .Select(item => $"{item!["matcher"]!["options"]}");
        return (string?)defaults?["custom"]?["cellOptions"]?["type"] == "gauge" ? overridden.Append("by default") : overridden;
    }

    static bool IsGauge(JsonNode? property) =>
        (string?)property!["id"] == "custom.cellOptions" && (string?)property["value"]!["type"] == "gauge";

    static bool IsEnd(JsonNode? property) =>
        (string?)property!["id"] == "max" || ((string?)property["id"] == "fieldMinMax" && (bool)property["value"]!);

    static IEnumerable<string> UnitsOf(JsonObject panel)
    {
        var config = panel["fieldConfig"];
        var overridden = (config?["overrides"] as JsonArray ?? [])
            .SelectMany(item => item!["properties"]!.AsArray())
            .Where(property => (string?)property!["id"] == "unit")
            .Select(property => property!["value"]);
        return overridden.Append(config?["defaults"]?["unit"]).Select(unit => (string?)unit).OfType<string>();
    }
}
