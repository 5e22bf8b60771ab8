using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Frames;
using Analytics.DashboardPreview.Queries;
using Analytics.DashboardPreview.Variables;
using DashboardPreview.Tests.Lint;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>The panels of <c>live-traffic.json</c>, asked of the seeded warehouse as the reader role.</summary>
sealed class LiveTraffic(Seeded seeded) : IAsyncDisposable
{
    static readonly Dashboard _dashboard = DashboardReader.Read(GrafanaFiles.Text("dashboards", "live-traffic.json"));
    readonly Warehouse _warehouse = new(seeded.Options());

    /// <summary>The frame of the panel with this title; its rows are those of the first target.</summary>
    /// <param name="sources">Sources picked; none is "All".</param>
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
