using System.Text.RegularExpressions;
using Analytics.DashboardPreview.Dashboards;
using DashboardPreview.Tests.Lint;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>The definition of a number is the view's comment; descriptions of panels say it in the same words.</summary>
public sealed class DefinitionTests(SeededWarehouse warehouse)
{
    // A text that only a definition has, and the whole of it.
    [Theory]
    [InlineData("anonymous_id", "anonymous_id, else user_id, per source")]
    [InlineData("gap of", "the client's, else activity without a gap of 30 minutes")]
    [InlineData("one page view", "one page view, no other event but identify and what an SDK sends by itself, less than 10 s")]
    [InlineData("that a goal", "that a goal of goals.json names")]
    public async Task A_panel_defines_in_the_words_of_the_view(string mark, string definition)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, "overview.json");
        var comment = await shown.Warehouse.QueryAsync(
            "SELECT obj_description('reporting.sessions'::regclass) AS definition",
            TestContext.Current.CancellationToken
        );

        var defining = GrafanaFiles
            .AllDashboardNames.SelectMany(row => DashboardReader.PanelsIn(GrafanaFiles.Dashboard(row.Data)))
            .Select(panel => $"{panel["title"]}: {panel["description"]}")
            .Where(text => text.Contains(mark, StringComparison.Ordinal))
            .ToArray();

        Assert.Contains(definition, comment.Texts("definition")[0], StringComparison.Ordinal);
        Assert.NotEmpty(defining);
        Assert.All(defining, text => Assert.Equal(Regex.Count(text, mark), Regex.Count(text, Regex.Escape(definition))));
    }
}
