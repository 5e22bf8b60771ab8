using System.Text.Json.Nodes;

namespace DashboardPreview.Tests.Lint;

public sealed class DashboardLintTests
{
    public static TheoryData<string> Names => GrafanaFiles.AllDashboardNames;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_dashboard_of_this_repository_has_no_errors(string name) =>
        Assert.Empty(DashboardLint.Errors(GrafanaFiles.Dashboard(name), ProvisioningTests.DataSourceUid));

    [Fact]
    public void Uids_and_titles_are_unique()
    {
        var dashboards = Names.Select(row => GrafanaFiles.Dashboard(row.Data)).ToArray();

        Assert.NotEmpty(dashboards);
        Assert.Empty(DashboardLint.Twice(dashboards.Select(dashboard => (string)dashboard["uid"]!)));
        Assert.Empty(DashboardLint.Twice(dashboards.Select(dashboard => (string)dashboard["title"]!)));
    }

    [Fact]
    public void Dashboards_of_sessions_keep_range_and_variables_among_them()
    {
        var sessions = Names.Select(row => GrafanaFiles.Dashboard(row.Data)).Where(one => Tags(one).Contains("sessions")).ToArray();

        Assert.Equal(5, sessions.Length);
        Assert.All(sessions, dashboard =>
            Assert.Single(dashboard["links"]!.AsArray(), link =>
                Tags(link!).SequenceEqual(["sessions"]) && (bool)link!["keepTime"]! && (bool)link["includeVars"]!
            )
        );
    }

    [Theory]
    [InlineData("panells", "[]", "schema: NoAdditionalPropertiesAllowed")]
    [InlineData("schemaVersion", "41", "is not of schemaVersion 42")]
    [InlineData("__inputs", "[]", "schema: NoAdditionalPropertiesAllowed")]
    [InlineData("id", "7", "id belongs to Grafana's database")]
    [InlineData("refresh", "\"100ms\"", "refresh 100ms is not among")]
    [InlineData("timezone", "\"Europe/Warsaw\"", "needs timezone browser")]
    [InlineData("uid", "\"an-uid-of-more-than-forty-characters-is-cut-by-grafana\"", "needs a uid")]
    [InlineData("panels/0/gridPos/w", "\"12\"", "schema")]
    [InlineData("panels/0/gridPos/w", "25", "panel 1: reaches beyond column 24")]
    [InlineData("panels/0/gridPos/w", "6", "panels 1 and 2 overlap")]
    [InlineData("panels/0/id", "2", "panel id 2 twice")]
    [InlineData("panels/0/type", "\"piechart\"", "panel 1: type piechart is not drawn")]
    [InlineData("panels/0/description", "\"\"", "panel 1: needs a title and a description")]
    [InlineData("panels/5/fieldConfig/defaults/noValue", "\"No data\"", "panel 6: needs a sentence")]
    [InlineData("panels/0/datasource/uid", "\"other\"", "panel 1: has another data source")]
    [InlineData("panels/0/datasource/type", "\"postgres\"", "panel 1: has another data source")]
    [InlineData("panels/0/fieldConfig/defaults/unit", "\"evnts\"", "panel 1: unknown unit evnts")]
    [InlineData("panels/6/fieldConfig/overrides/2/properties/3/value", "false", "panel 7: has a gauge share without max or fieldMinMax")]
    [InlineData("panels/0/options/wideLayout", "null", "panel 1: schema")]
    [InlineData("panels/0/options/textMod", "\"auto\"", "panel 1: schema: NoAdditionalPropertiesAllowed")]
    [InlineData("panels/0/targets/0/format", "\"logs\"", "panel 1: has a format that is neither")]
    [InlineData("panels/0/targets/0/rawSql", "\"SELECT 1\"", "panel 1: trap 5")]
    [InlineData("panels/14/targets/0/queryType", "\"measurement\"", "panel 101: has a Live target that is not of queryType")]
    [InlineData("panels/14/targets/0/channel", "\"stream/other/kpi\"", "panel 101: has a channel that is not")]
    [InlineData("panels/14/targets/0/filter/fields", "[\"events_per_s\"]", "panel 101: has a filter that does not begin with time")]
    [InlineData("panels/14/targets/0/rawSql", "\"SELECT 1\"", "panel 101: has a query for a channel")]
    [InlineData("panels/14/datasource/uid", "\"-- Grafana --\"", "panel 101: has a Live target, but is on another data source")]
    [InlineData("panels/14/description", "\"Events per second by SQL is beside it.\"", "panel 101: does not say that it is empty")]
    [InlineData("panels/14/description", "\"Empty without the push. SQL has it.\"", "panel 101: does not name the panel")]
    [InlineData("annotations/list", "[]", "shows no annotations")]
    [InlineData("annotations/list/0/datasource/uid", "\"grafana\"", "annotations Corrections: another data source")]
    [InlineData("annotations/list/0/hide", "true", "annotations Corrections: no visible switch")]
    [InlineData("annotations/list/0/target/matchAny", "true", "annotations Corrections: not by all of several tags")]
    [InlineData("annotations/list/0/target/tag", "\"reprocess\"", "schema: ArrayItemNotValid")]
    [InlineData("templating/list/0/name", "\"origin\"", "undefined variable $source")]
    public void An_error_is_found(string path, string value, string error)
    {
        var dashboard = GrafanaFiles.Dashboard("live-traffic.json");
        Set(dashboard, path.Split('/'), JsonNode.Parse(value));

        Assert.Contains(DashboardLint.Errors(dashboard, ProvisioningTests.DataSourceUid), found =>
            found.Contains(error, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_variable_of_the_range_is_asked_again_for_another_range()
    {
        var dashboard = GrafanaFiles.Dashboard("revenue.json");
        Set(dashboard, ["templating", "list", "1", "refresh"], JsonNode.Parse("1"));

        Assert.Contains(DashboardLint.Errors(dashboard, ProvisioningTests.DataSourceUid), found =>
            found.Contains("variable currency: depends on the range", StringComparison.Ordinal)
        );
    }

    static string[] Tags(JsonNode node) => [.. node["tags"]!.AsArray().Select(tag => (string)tag!)];

    static void Set(JsonNode node, ReadOnlySpan<string> path, JsonNode? value)
    {
        for (; path.Length > 1; path = path[1..])
            node = node is JsonArray array ? array[int.Parse(path[0])]! : node[path[0]]!;
        node[path[0]] = value;
    }
}
