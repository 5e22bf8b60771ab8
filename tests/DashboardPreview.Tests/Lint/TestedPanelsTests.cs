using System.Text.Json.Nodes;
using Analytics.DashboardPreview.Dashboards;

namespace DashboardPreview.Tests.Lint;

/// <summary>Every panel with a query has a test of its values, or a reason why not.</summary>
public sealed class TestedPanelsTests
{
    [Fact]
    public void A_panel_is_compared_with_the_seed_or_asks_the_same_as_one_that_is()
    {
        var compared = Panels().Where(IsCompared).Select(panel => panel.Query).ToHashSet();

        Assert.Empty(
            Panels()
                .Where(panel => !IsCompared(panel) && !compared.Contains(panel.Query))
                .Select(panel => (panel.Dashboard, panel.Title))
                .Except(TestedPanels.Exceptions.Keys)
        );
    }

    [Fact]
    public void The_lists_name_panels_that_exist_once_and_the_tests_name_those_that_are_compared()
    {
        var panels = Panels().Select(panel => (panel.Dashboard, panel.Title)).ToArray();
        var listed = TestedPanels.Compared.SelectMany(file => file.Value.Select(title => (Dashboard: file.Key, Title: title))).ToArray();
        var tests = string.Concat(
            new[] { "Queries", "Prometheus" }
                .SelectMany(folder =>
                    Directory.EnumerateFiles(
                        Path.Combine(GrafanaFiles.Folder, "..", "tests", "DashboardPreview.Tests", folder),
                        "*Tests*.cs"
                    )
                )
                .Select(File.ReadAllText)
        );

        Assert.Empty(listed.Concat(TestedPanels.Exceptions.Keys).Except(panels));
        Assert.Equal(listed.Length + TestedPanels.Exceptions.Count, listed.Concat(TestedPanels.Exceptions.Keys).Distinct().Count());
        Assert.All(listed, panel => Assert.Contains($"\"{panel.Title}\"", tests, StringComparison.Ordinal));
        Assert.All(TestedPanels.Exceptions.Values, reason => Assert.EndsWith(".", reason, StringComparison.Ordinal));
    }

    // Panels on a channel show what is pushed while a page is open; they have no query.
    static IEnumerable<(string Dashboard, string Title, string Query)> Panels() =>
        GrafanaFiles
            .AllDashboardNames.SelectMany(row =>
                DashboardReader
                    .PanelsIn(GrafanaFiles.Dashboard(row.Data))
                    .Select(panel => (row.Data, Title: (string)panel["title"]!, Query: QueryOf(panel)))
            )
            .Where(panel => panel.Query.Length > 0);

    static string QueryOf(JsonNode panel) =>
        string.Join(
            '\n',
            panel["targets"]!
                .AsArray()
                .Select(target => (string?)target!["rawSql"] ?? (string?)target["expr"])
                .Where(text => text is not null)
        );

    static bool IsCompared((string Dashboard, string Title, string Query) panel) =>
        TestedPanels.Compared.GetValueOrDefault(panel.Dashboard, []).Contains(panel.Title);
}
