using System.Text.RegularExpressions;
using Analytics.DashboardPreview.Dashboards;
using DashboardPreview.Tests.Lint;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>The definition of a number is the view's comment; descriptions of panels say it in the same words.</summary>
public sealed class DefinitionTests(SeededWarehouse warehouse)
{
    static readonly string[] _ofSessions = ["overview.json", "acquisition.json", "content.json", "audience.json", "revenue.json"];

    [Fact]
    public void A_panel_of_events_says_that_bots_count() =>
        Assert.All(
            Panels("live-traffic.json").Where(panel => Regex.IsMatch(panel.Sql, "reporting.(live_events|events_by_minute)")),
            panel => Assert.True(panel.Description.Contains("Events of bots count too", StringComparison.Ordinal), panel.Title)
        );

    [Fact]
    public void A_panel_without_the_filter_says_so() =>
        Assert.All(
            _ofSessions
                .SelectMany(Panels)
                .Where(panel => !panel.Sql.Contains("${value:", StringComparison.Ordinal) && panel.Title != "Complete up to"),
            panel => Assert.True(Regex.IsMatch(panel.Description, "[Nn]o filter applies|the filter"), panel.Title)
        );

    // The kinds of screens are four, and goals are those of a file.
    [Fact]
    public void A_table_of_values_says_what_the_others_are() =>
        Assert.All(
            _ofSessions
                .SelectMany(Panels)
                .Where(panel => panel.Type == "table" && panel.Sql.Contains("GROUP BY value", StringComparison.Ordinal))
                .Where(panel => Regex.IsMatch(panel.Sql, "dimension = '(?!screen|goal)[a-z]")),
            panel => Assert.True(panel.Description.Contains("(other): ", StringComparison.Ordinal), panel.Title)
        );

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

    static IEnumerable<(string Title, string Type, string Description, string Sql)> Panels(string file) =>
        DashboardReader
            .PanelsIn(GrafanaFiles.Dashboard(file))
            .Where(panel => !DataSourceRules.IsLive(panel["datasource"]))
            .Select(panel =>
                ((string)panel["title"]!, (string)panel["type"]!, (string)panel["description"]!, (string)panel["targets"]![0]!["rawSql"]!)
            );
}
