using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Frames;
using Analytics.DashboardPreview.Macros;
using Analytics.DashboardPreview.Prometheus;
using Analytics.DashboardPreview.Queries;
using Analytics.DashboardPreview.Variables;
using DashboardPreview.Tests.Lint;
using DashboardPreview.Tests.Seed;

namespace DashboardPreview.Tests.Queries;

/// <summary>Runs the panels of one dashboard on the seeded warehouse as the reader role.</summary>
sealed class ShownDashboard(Seeded seeded, string file) : IAsyncDisposable
{
    public const string LiveTraffic = "live-traffic.json";
    public const string Retention = "retention-and-funnels.json";
    public const string Trust = "trust.json";

    readonly WarehouseReader _warehouse = new(seeded.Options());
    readonly PrometheusClient _client = new(seeded.Options());

    public Dashboard Dashboard { get; } = DashboardReader.Read(GrafanaFiles.Text("dashboards", file));

    public WarehouseReader Warehouse => _warehouse;

    /// <summary>The values of the variables of which none is picked but the sources and the given ones, as the page picks them.</summary>
    /// <param name="sources">The picked sources; none is "All".</param>
    public async Task<IReadOnlyDictionary<string, Picked>> PickAsync(
        DateTimeOffset from,
        DateTimeOffset to,
        IReadOnlyList<string> sources,
        params (string Variable, string Value)[] others
    )
    {
        VariableOptions options = new(_warehouse, TimeProvider.System);
        var window = TimeWindow.Of(from, to, 100, TimeSpan.FromSeconds(1));
        Dictionary<string, Picked> picked = [];
        foreach (var variable in Dashboard.Variables)
        {
            var offered = await options.OfAsync(variable, picked, $"{from}{to}", window, TestContext.Current.CancellationToken);
            var values =
                variable.Name == "source" ? sources : [.. others.Where(one => one.Variable == variable.Name).Select(one => one.Value)];
            picked[variable.Name] = VariableOptions.Pick(variable, values, offered);
        }
        return picked;
    }

    public async Task<PanelAnswer> AnswerAsync(
        Panel panel,
        IReadOnlyDictionary<string, Picked> picked,
        DateTimeOffset from,
        DateTimeOffset to
    ) =>
        await new PanelQueries(_warehouse, new PrometheusQueries(_client)).AnswerAsync(
            panel,
            picked,
            from,
            to,
            TestContext.Current.CancellationToken
        );

    /// <summary>Returns the frame of the first target of the panel with this title.</summary>
    public async Task<Frame> AskAsync(
        string title,
        DateTimeOffset from,
        DateTimeOffset to,
        IReadOnlyList<string>? sources = null,
        params (string Variable, string Value)[] others
    )
    {
        var panel = Dashboard.Panels.Single(panel => panel.Title == title);
        var answer = await AnswerAsync(panel, await PickAsync(from, to, sources ?? [], others), from, to);
        Assert.Null(answer.Error);
        return Assert.Single(answer.Frames);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _warehouse.DisposeAsync();
    }
}
