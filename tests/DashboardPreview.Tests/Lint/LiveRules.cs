using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DashboardPreview.Tests.Lint;

/// <summary>
/// The rules of a panel on a Live channel. That the channel, its fields and labels are those that batch jobs push,
/// <c>LiveChannelsTests</c> of the batch jobs asserts.
/// </summary>
static partial class LiveRules
{
    public static IEnumerable<string> Errors(JsonObject panel, JsonObject target)
    {
        if (!DataSourceRules.IsLive(panel["datasource"]))
            yield return "has a Live target, but is on another data source";
        if ((string?)target["queryType"] != "measurements")
            yield return "has a Live target that is not of queryType measurements";
        if (!Channel().IsMatch((string?)target["channel"] ?? ""))
            yield return "has a channel that is not stream/analytics/MEASUREMENT";
        if (target["rawSql"] is not null || target["expr"] is not null)
            yield return "has a query for a channel";
        var fields = (target["filter"]?["fields"] as JsonArray ?? []).Select(field => (string?)field).ToArray();
        if (fields is not ["time", _, ..])
            yield return "has a filter that does not begin with time, or names no other field";
        // A channel has no query that could choose among its fields.
        if (panel["targets"]!.AsArray().Count != 1)
            yield return "has more than one target beside a channel";
    }

    /// <summary>A channel is empty without the push and after a reload, so a panel with the same by SQL is beside it.</summary>
    public static IEnumerable<string> PairErrors(JsonObject panel, IEnumerable<JsonObject> panels)
    {
        if (!DataSourceRules.IsLive(panel["datasource"]))
            yield break;
        var description = (string?)panel["description"] ?? "";
        if (!description.Contains("Empty without the push", StringComparison.Ordinal))
            yield return $"panel {panel["id"]}: does not say that it is empty without the push";
        var others = panels.Where(other => !DataSourceRules.IsLive(other["datasource"])).Select(other => (string)other["title"]!);
        var isNamed = others.Any(title => description.Contains(title, StringComparison.Ordinal));
        if (!isNamed || !description.Contains("SQL", StringComparison.Ordinal))
            yield return $"panel {panel["id"]}: does not name the panel that has the same by SQL";
    }

    [GeneratedRegex("^stream/analytics/[A-Za-z0-9_-]+$")]
    private static partial Regex Channel();
}
