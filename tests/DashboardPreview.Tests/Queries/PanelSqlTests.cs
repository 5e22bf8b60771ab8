using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Frames;
using Analytics.DashboardPreview.Macros;
using Analytics.DashboardPreview.Queries;
using DashboardPreview.Tests.Lint;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>Runs every query of every dashboard on a real PostgreSQL, as the reader role.</summary>
public sealed class PanelSqlTests(SeededWarehouse warehouse)
{
    static readonly string[][] _picks =
    [
        [],
        ["web"],
        ["o'hara"],
        ["web", "ios", "o'hara"],
    ];

    // Values of the variables of every dashboard in the seed.
    static readonly Dictionary<string, string[]> _offered = new()
    {
        ["source"] = ["ios", "o'hara", "web"],
        ["funnel"] = ["checkout", "signup"],
        ["breakdown"] = ["channel", "device"],
        ["grain"] = ["day", "week"],
        ["currency"] = ["USD", "EUR"],
        ["property"] = ["author", "plan", "token"],
    };

    public static TheoryData<string, string> RangesOfDashboards =>
        [.. GrafanaFiles.DashboardNames.SelectMany(row => GrafanaFiles.Ranges(row.Data).Select(range => (row.Data, range)))];

    public static TheoryData<string> Names => GrafanaFiles.DashboardNames;

    [Theory]
    [MemberData(nameof(RangesOfDashboards))]
    public async Task Every_panel_answers_with_rows_in_the_order_of_time(string name, string range)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, name);
        var (from, to) = (RelativeTime.Parse($"now-{range}", seeded.MergedAt), seeded.MergedAt);
        var live = DashboardReader
            .PanelsIn(GrafanaFiles.Dashboard(name))
            .Where(panel => DataSourceRules.IsLive(panel["datasource"]))
            .Select(panel => (int)panel["id"]!)
            .ToHashSet();

        // One range with every pick, the others with one of a kind: each refresh of a dashboard is a dozen queries.
        foreach (
            var pick in range == GrafanaFiles.Ranges(name)[1]
                ? _picks
                :
                [
                    [],
                    ["o'hara"],
                ]
        )
        {
            var picked = await shown.PickAsync(from, to, pick);
            foreach (var panel in shown.Dashboard.Panels)
            {
                var answer = await shown.AnswerAsync(panel, picked, from, to);

                Assert.True(
                    answer.Error is null,
                    $"panel {panel.Id} '{panel.Title}', range {range}, source {string.Join('+', pick)}: {answer.Error}"
                );
                Assert.Equal(live.Contains(panel.Id) ? 0 : panel.Targets.Count, answer.Frames.Count);
                Assert.Equal(live.Contains(panel.Id), panel.Targets.Count == 0);
                Assert.All(answer.Frames, frame =>
                    Assert.True(
                        frame.Rows > 0,
                        $"panel {panel.Id} '{panel.Title}', range {range}, source {string.Join('+', pick)}: no rows"
                    )
                );
                foreach (var (frame, target) in answer.Frames.Zip(panel.Targets).Where(pair => !pair.Second.IsTable))
                    CheckSeries(frame, from, to);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_variable_offers_what_was_seeded(string name)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, name);
        var (from, to) = (seeded.EndsAt.AddDays(-30), seeded.EndsAt);
        var window = TimeWindow.Of(from, to, 100, TimeSpan.FromSeconds(1));
        var picked = await shown.PickAsync(from, to, []);

        foreach (var variable in shown.Dashboard.Variables.Where(one => one.Kind == VariableKind.Query))
        {
            Assert.Equal(
                _offered[variable.Name],
                await new VariableOptions(shown.Warehouse, TimeProvider.System).OfAsync(
                    variable,
                    picked,
                    "now-30d",
                    window,
                    TestContext.Current.CancellationToken
                )
            );
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_column_that_a_setting_names_exists(string name)
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, name);
        var range = GrafanaFiles.Ranges(name)[1];
        foreach (
            var panel in DashboardReader.PanelsIn(GrafanaFiles.Dashboard(name)).Where(panel => !DataSourceRules.IsLive(panel["datasource"]))
        )
        {
            var frame = await shown.AskAsync((string)panel["title"]!, RelativeTime.Parse($"now-{range}", seeded.MergedAt), seeded.MergedAt);
            var named = panel["fieldConfig"]!["overrides"]!
                .AsArray()
                .Select(item => item!["matcher"]!)
                .Where(matcher => (string?)matcher["id"] == "byName")
                .Select(matcher => (string)matcher["options"]!);
            // The data name the series, of which only currencies have field settings.
            var unknown = named
                .Except(frame.Fields.Select(field => field.Name))
                .Where(column => !(column.Length == 3 && column.All(char.IsAsciiLetterUpper)));
            Assert.Empty(unknown);
        }
    }

    [Fact]
    public async Task Every_dimension_of_the_filter_is_a_column_and_its_value_is_quoted()
    {
        var seeded = await warehouse.ReadyAsync();
        await using ShownDashboard shown = new(seeded, "overview.json");
        var dimensions = shown.Dashboard.Variables.Single(variable => variable.Name == "dimension").Offered!;

        foreach (var dimension in dimensions)
        {
            var values = await shown.Warehouse.QueryAsync(
                $"""
                SELECT {dimension} AS value, count(*) AS sessions FROM reporting.sessions
                WHERE started_at >= '{seeded.MergedAt.AddDays(-1):O}' AND started_at < '{seeded.MergedAt:O}' GROUP BY 1 ORDER BY 2 LIMIT 1
                """,
                TestContext.Current.CancellationToken
            );
            var frame = await shown.AskAsync(
                "Sessions",
                seeded.MergedAt.AddDays(-1),
                seeded.MergedAt,
                [],
                ("dimension", dimension),
                ("value", (string)values.Value("value", 0)!)
            );
            Assert.Equal(values.Numbers("sessions")[0], frame.Numbers("sessions")[^1]);
        }

        var none = await shown.AskAsync(
            "Sessions",
            seeded.MergedAt.AddDays(-1),
            seeded.MergedAt,
            [],
            ("value", "x' OR true; DROP VIEW reporting.sessions --")
        );
        Assert.Equal([0], none.Numbers("sessions"));
    }

    static void CheckSeries(Frame frame, DateTimeOffset from, DateTimeOffset to)
    {
        var times = frame.Fields[0];
        Assert.Equal(FieldType.Time, times.Type);
        Assert.All(times.Values, time => Assert.IsType<double>(time));
        Assert.Equal(times.Values.Order(), times.Values);
        // A group may begin before the range by at most its length.
        Assert.InRange((double)times.Values[0]!, from.AddDays(-1).ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        Assert.All(frame.Fields.Skip(1), field => Assert.Equal(FieldType.Number, field.Type));
    }
}
