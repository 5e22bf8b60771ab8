using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Variables;
using DashboardPreview.Tests.Lint;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>Asks every panel with a percentage for a range without sessions that follows one with some.</summary>
public sealed class HeaderWithoutSessionsTests(SeededWarehouse warehouse)
{
    static readonly string[] _counts = ["Visitors", "Sessions", "Page views", "New visitors", "Paying sessions"];

    public static TheoryData<string, bool> Ranges =>
        [
            .. new[] { "overview.json", "acquisition.json", "audience.json", "content.json", "revenue.json" }.SelectMany(file =>
                new (string, bool)[] { (file, true), (file, false) }
            ),
        ];

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task No_figure_of_the_period_before_is_shown_as_that_of_the_range(string file, bool isLong)
    {
        var seeded = await warehouse.ReadyAsync();
        var pick = isLong ? new SessionPick(240, 351 * 24, ["web"]) : QuietHour(seeded);
        Assert.Empty(pick.Now(seeded));
        Assert.Contains(pick.Compared(seeded), one => one.Currency == "USD");
        await using ShownDashboard shown = new(seeded, file);
        var (from, to) = (pick.From(seeded), pick.To(seeded));
        var picked = new Dictionary<string, Picked>(await shown.PickAsync(from, to, pick.Sources)) { ["currency"] = new(["USD"], false) };

        foreach (
            var panel in DashboardReader
                .PanelsIn(GrafanaFiles.Dashboard(file))
                .Where(panel => (bool?)panel["options"]?["showPercentChange"] == true)
                .Select(panel => shown.Dashboard.Panels.Single(one => one.Id == (int)panel["id"]!))
        )
        {
            var answer = await shown.AnswerAsync(panel, picked, from, to);

            Assert.True(answer.Error is null, $"{panel.Title}: {answer.Error}");
            var frame = Assert.Single(answer.Frames);
            foreach (var name in frame.Fields.Skip(1).Select(field => field.Name))
            {
                var shownValue = frame.Numbers(name).LastOrDefault(value => value is not null);
                Assert.True(shownValue is null or 0, $"{panel.Title}: {name} is {shownValue}");
                Assert.True(shownValue is 0 || !_counts.Contains(panel.Title), $"{panel.Title}: {name} is empty");
            }
        }
    }

    // The rare sessions of one source leave whole hours without any.
    static SessionPick QuietHour(Seeded seeded) =>
        Enumerable
            .Range(72, 1000)
            .Select(ends => new SessionPick(1, ends, ["o'hara"]))
            .First(pick => pick.Now(seeded).Length == 0 && pick.Compared(seeded).Any(one => one.Currency == "USD"));
}
