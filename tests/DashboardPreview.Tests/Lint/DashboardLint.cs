using System.Text.Json.Nodes;
using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Macros;

namespace DashboardPreview.Tests.Lint;

/// <summary>The rules of a dashboard file, so that Grafana accepts it and draws it as written.</summary>
static class DashboardLint
{
    const int SchemaVersion = 42;
    const int LongestUid = 40;

    /// <summary>Returns all errors in words; an empty list when there are none.</summary>
    public static IReadOnlyList<string> Errors(JsonObject dashboard, string sourceUid)
    {
        // The other rules need a file of the right shape.
        if (DashboardSchema.Errors(dashboard).ToArray() is { Length: > 0 } misshapen)
            return misshapen;
        var panels = DashboardReader.PanelsIn(dashboard).ToArray();
        var variables = (dashboard["templating"]?["list"] as JsonArray ?? []).Select(variable => (string)variable!["name"]!).ToHashSet();
        return
        [
            .. FileErrors(dashboard),
            .. RefreshErrors(dashboard),
            .. AnnotationRules.Errors(dashboard),
            .. Twice(panels.Select(panel => panel["id"]!.ToString())).Select(id => $"panel id {id} twice"),
            .. GridRules.Errors(panels),
            .. panels.SelectMany(panel => PanelRules.Errors(panel, variables, sourceUid)),
            .. panels.SelectMany(panel => LiveRules.PairErrors(panel, panels)),
            .. DashboardReader.VariablesIn(dashboard).SelectMany(variable => VariableErrors(variable, variables, sourceUid)),
        ];
    }

    public static IEnumerable<string> Twice(IEnumerable<string> texts) =>
        texts.GroupBy(text => text).Where(group => group.Count() > 1).Select(group => group.Key);

    static IEnumerable<string> FileErrors(JsonObject dashboard)
    {
        if ((string?)dashboard["uid"] is not { Length: > 0 and <= LongestUid })
            yield return $"needs a uid of at most {LongestUid} characters";
        if ((int?)dashboard["schemaVersion"] != SchemaVersion)
            yield return $"is not of schemaVersion {SchemaVersion}";
        if ((string?)dashboard["timezone"] is not ("browser" or "utc"))
            yield return "needs timezone browser, or utc for figures of UTC days";
        if ((bool?)dashboard["editable"] != false || (int?)dashboard["graphTooltip"] != 1)
            yield return "needs editable false, graphTooltip 1";
        if (dashboard.ContainsKey("id"))
            yield return "id belongs to Grafana's database, not to files";
        foreach (
            var key in new[] { "title", "tags", "time", "timepicker", "templating", "annotations" }.Where(key =>
                !dashboard.ContainsKey(key)
            )
        )
        {
            yield return $"lacks {key}";
        }
    }

    static IEnumerable<string> RefreshErrors(JsonObject dashboard)
    {
        var refresh = (string?)dashboard["refresh"] ?? "";
        var offered = (dashboard["timepicker"]?["refresh_intervals"] as JsonArray ?? []).Select(choice => (string)choice!).ToArray();
        if (!offered.Contains(refresh))
            yield return $"refresh {refresh} is not among the time picker's choices";
        foreach (var choice in offered.Where(choice => IntervalText.Parse(choice, DateTimeOffset.UnixEpoch) < TimeSpan.FromSeconds(1)))
            yield return $"refresh {choice} is below a second";
    }

    static IEnumerable<string> VariableErrors(JsonObject variable, HashSet<string> variables, string sourceUid)
    {
        if ((string?)variable["type"] != "query")
            yield break;
        var sql = (string?)variable["query"] ?? "";
        foreach (var error in SqlRules.Errors(sql, table: true, variables, TimeSpan.FromSeconds(1)))
            yield return $"variable {variable["name"]}: {error}";
        if (!DataSourceRules.IsOurs(variable["datasource"], sourceUid))
            yield return $"variable {variable["name"]}: another data source than the provisioned one";
        if (sql.Contains("$__time", StringComparison.Ordinal) && (int?)variable["refresh"] != 2)
            yield return $"variable {variable["name"]}: depends on the range, so refresh has to be 2";
    }
}
