using System.Text.Json.Nodes;

namespace DashboardPreview.Tests.Lint;

/// <summary>A click on a value changes what the link sets, and nothing else that the person has picked.</summary>
public sealed class DataLinkTests
{
    public static TheoryData<string> Names => GrafanaFiles.AllDashboardNames;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_link_to_the_own_dashboard_passes_every_variable_on(string name)
    {
        var dashboard = GrafanaFiles.Dashboard(name);
        var variables = ((JsonArray)dashboard["templating"]!["list"]!).Select(variable => (string)variable!["name"]!).ToArray();

        Assert.Empty(
            from link in Links(dashboard)
            where link.StartsWith($"/d/{dashboard["uid"]}?", StringComparison.Ordinal)
            from variable in variables
            where !link.Contains($"var-{variable}=", StringComparison.Ordinal)
            where !link.Contains($"${{{variable}:queryparam}}", StringComparison.Ordinal)
            select $"{variable} is not in {link}"
        );
    }

    static IEnumerable<string> Links(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(member =>
                member is { Key: "url", Value: JsonValue url } ? [(string)url!] : Links(member.Value)
            ),
            JsonArray elements => elements.SelectMany(Links),
            _ => [],
        };
}
