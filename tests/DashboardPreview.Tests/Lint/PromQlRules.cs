using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Analytics.DashboardPreview.Prometheus;

namespace DashboardPreview.Tests.Lint;

/// <summary>The rules of a target on Prometheus; whether its PromQL is valid, a real Prometheus decides in other tests.</summary>
static partial class PromQlRules
{
    public static IEnumerable<string> Errors(JsonObject panel, JsonObject target)
    {
        if (!DataSourceRules.IsPrometheus(panel["datasource"]))
            yield return "has a target on Prometheus, but is on another data source";
        if ((string?)target["expr"] is not { Length: > 0 } expr)
        {
            yield return "has a target without expr";
            yield break;
        }
        if (target["rawSql"] is not null)
            yield return "has SQL for Prometheus";
        if ((string?)target["editorMode"] != "code" || (bool?)target["instant"] == (bool?)target["range"])
            yield return "has a target that is not PromQL in the code editor, instant or range";
        if ((string?)panel["type"] == "timeseries" && (bool?)target["range"] != true)
            yield return "has a series of one instant";
        foreach (Match name in Variable().Matches(expr))
        {
            if (!PrometheusMacros.Names.Contains(name.Groups[1].Value))
                yield return $"unknown variable ${name.Groups[1].Value}";
        }
    }

    [GeneratedRegex(@"\$\{?(\w+)")]
    private static partial Regex Variable();
}
