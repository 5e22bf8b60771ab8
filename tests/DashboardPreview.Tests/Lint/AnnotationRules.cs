using System.Text.Json.Nodes;

namespace DashboardPreview.Tests.Lint;

/// <summary>
/// The rules of a dashboard's annotations: Grafana's own, by tag, with a switch. That their tags are those of the batch jobs,
/// <c>LiveChannelsTests</c> of the batch jobs asserts.
/// </summary>
static class AnnotationRules
{
    public static IEnumerable<string> Errors(JsonObject dashboard)
    {
        var queries = (dashboard["annotations"]?["list"] as JsonArray ?? []).OfType<JsonObject>().ToArray();
        // A correction changes the figures of every dashboard.
        if (queries.Length == 0)
            yield return "shows no annotations";
        foreach (var name in DashboardLint.Twice(queries.Select(query => (string)query["name"]!)))
            yield return $"annotations {name} twice";
        foreach (var error in queries.SelectMany(QueryErrors))
            yield return error;
    }

    static IEnumerable<string> QueryErrors(JsonObject query)
    {
        if (!DataSourceRules.IsGrafana(query["datasource"]))
            yield return $"annotations {query["name"]}: another data source than Grafana's own";
        if ((bool?)query["hide"] != false)
            yield return $"annotations {query["name"]}: no visible switch";
        var target = query["target"];
        if ((string?)target?["type"] != "tags" || (bool?)target["matchAny"] != false || target["tags"] is not JsonArray { Count: > 1 })
            yield return $"annotations {query["name"]}: not by all of several tags";
    }
}
