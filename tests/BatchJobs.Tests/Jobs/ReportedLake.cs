using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Postgres;
using BatchJobs.Tests.Grafana;
using BatchJobs.Tests.Reports;

namespace BatchJobs.Tests.Jobs;

/// <summary>A lake whose closed days are reported by one run, and its warehouse. Tests begin with copies of them.</summary>
public sealed class ReportedLake(TestEnvironment environment, SparkCollection spark) : IAsyncLifetime
{
    public const int Days = 4;

    readonly TestFolder _folder = new();
    TestDatabase? _warehouse;

    /// <summary>The last day of the lake, which is open.</summary>
    public DateOnly Today { get; private set; }

    /// <summary>The days that a dry run before the run had reported.</summary>
    public IReadOnlyList<string> AfterDryRun { get; private set; } = [];

    /// <summary>The annotations that the run made.</summary>
    public int Annotations { get; private set; }

    internal static Funnel Funnel { get; } = Buy("product_viewed", "purchase");

    internal IReadOnlyList<Visit> Visits { get; private set; } = [];

    LakeFolder Lake => new(Path.Combine(_folder.Path, "lake"));

    public async ValueTask InitializeAsync()
    {
        Today = await Analytics.Testing.Waiting.Today.WithLeftAsync(TimeSpan.FromMinutes(20));
        Visits = new Traffic(seed: 3, Today.AddDays(1 - Days), Days).Visits();
        new ReportLake(spark.Session, Lake).Write(Visits);
        _warehouse = await environment.CreateWarehouseAsync();
        await using var grafana = await StubGrafana.StartAsync();
        var token = Path.Combine(_folder.Path, "grafana.token");
        await File.WriteAllTextAsync(token, StubGrafana.Token);
        var settings = new ReportSettings(null, Today.AddDays(-1), [Funnel], TimeSpan.Zero);
        var to = new GrafanaSettings(new Uri(grafana.Url + "/"), token);

        Assert.Equal(ExitCodes.Done, await ReportAsync(Lake, _warehouse, to, settings, dryRun: true));
        AfterDryRun = await _warehouse.LinesAsync(Role.Admin, "SELECT day::text FROM warehouse.report_days");
        Assert.Equal(ExitCodes.Done, await ReportAsync(Lake, _warehouse, to, settings));
        Annotations = grafana.Annotations.Count;
    }

    /// <summary>Copies the lake into a folder that does not exist.</summary>
    public void CopyLake(string folder)
    {
        foreach (var file in Directory.GetFiles(Lake.LocalPath!, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Lake.LocalPath!, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public Task<TestDatabase> CopyWarehouseAsync() => _warehouse!.CopyAsync();

    internal static Task<int> ReportAsync(
        LakeFolder lake,
        TestDatabase warehouse,
        GrafanaSettings grafana,
        ReportSettings settings,
        bool dryRun = false
    ) =>
        BatchRun.ExecuteAsync(
            "report",
            new(lake, warehouse.ConnectionString(Role.Batch), dryRun) { Grafana = grafana },
            RunIdentity.New(),
            run => ReportJob.RunAsync(run, settings, CancellationToken.None)
        );

    internal static Funnel Buy(params string[] events) =>
        new(
            "buy",
            TimeSpan.FromHours(24),
            "device",
            [.. events.Select(name => new FunnelStep(name, name, new Dictionary<string, string>()))]
        );

    public async ValueTask DisposeAsync()
    {
        if (_warehouse is not null)
            await _warehouse.DisposeAsync();

        _folder.Dispose();
    }
}
