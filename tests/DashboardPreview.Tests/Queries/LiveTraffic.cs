using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Frames;
using Analytics.DashboardPreview.Queries;
using Analytics.DashboardPreview.Variables;
using DashboardPreview.Tests.Lint;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>Runs the panels of <c>live-traffic.json</c> on the seeded warehouse as the reader role.</summary>
sealed class LiveTraffic(Seeded seeded) : IAsyncDisposable
{
    static readonly Dashboard _dashboard = DashboardReader.Read(GrafanaFiles.Text("dashboards", "live-traffic.json"));
    readonly Warehouse _warehouse = new(seeded.Options());

    /// <summary>Returns the frame of the first target of the panel with this title.</summary>
    /// <param name="sources">The picked sources; none is "All".</param>
    public async Task<Frame> AskAsync(string title, DateTimeOffset from, DateTimeOffset to, params IReadOnlyList<string> sources)
    {
        var panel = _dashboard.Panels.Single(panel => panel.Title == title);
        Dictionary<string, Picked> picked = new() { ["source"] = VariableOptions.Pick(_dashboard.Variables.Single(), sources, []) };
        var answer = await new PanelQueries(_warehouse).AnswerAsync(panel, picked, from, to, TestContext.Current.CancellationToken);
        Assert.Null(answer.Error);
        return Assert.Single(answer.Frames);
    }

    public ValueTask DisposeAsync() => _warehouse.DisposeAsync();
}
