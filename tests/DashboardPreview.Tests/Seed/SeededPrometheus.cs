using Analytics.DashboardPreview.Settings;
using Analytics.Testing;
using Analytics.Testing.Prometheus;
using DashboardPreview.Tests.Lint;
using DashboardPreview.Tests.Seed;

[assembly: AssemblyFixture(typeof(SeededPrometheus))]

namespace DashboardPreview.Tests.Seed;

/// <summary>A real Prometheus with the seeded metrics, started by the first test that asks for it.</summary>
public sealed class SeededPrometheus : IAsyncDisposable
{
    readonly TestFolder _folder = new();
    Task<RunningPrometheus>? _started;

    /// <summary>The options of a preview page on the seeded warehouse and on Prometheus.</summary>
    internal async Task<PreviewOptions> OptionsAsync(SeededWarehouse warehouse) =>
        (await warehouse.ReadyAsync()).Options() with
        {
            Prometheus = (await ReadyAsync()).Url,
        };

    public async ValueTask DisposeAsync()
    {
        if (_started is { } started)
            await (await started).DisposeAsync();
        _folder.Dispose();
    }

    // Tests run side by side.
    Task<RunningPrometheus> ReadyAsync()
    {
        lock (_folder)
            return _started ??= StartAsync();
    }

    // The samples go on after now, so that a late test still finds what was scraped a moment ago.
    Task<RunningPrometheus> StartAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var (from, to) = (now.AddMinutes(-65), now.AddMinutes(60));
        return RunningPrometheus.StartAsync(
            _folder.Path,
            SeededMetrics.Between(from, to),
            Path.Combine(GrafanaFiles.Folder, "..", "deploy", "prometheus", "rules.yml"),
            from.AddMinutes(6),
            to
        );
    }
}
