using System.Text.Json;
using Analytics.Benchmarks.Reports;
using Analytics.Hosting;
using Analytics.Local.Postgres;
using Analytics.Local.Processes;

namespace Analytics.Benchmarks.Panels;

/// <summary>Measures each panel of the dashboards of sessions over a warehouse of many sessions.</summary>
sealed class PanelsBenchmark(PanelsOptions options, ReportFiles files, IProgress<string> progress)
{
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        if (options.Warehouse is { } filled)
            return await ReportAsync(filled, stopping);

        var folder = Path.Combine(Repository.Root, ".run", "benchmark", "panels");
        RunFolder.Delete(folder);
        try
        {
            await using PostgresServer server = new(folder);
            await server.StartAsync(stopping);
            await server.MigrateAsync(stopping);
            await new PanelWarehouse(options.Sessions, options.Days, progress).FillAsync(
                server.ConnectionString(Role.Admin),
                TimeProvider.System.GetUtcNow(),
                stopping
            );
            return await ReportAsync(server.ConnectionString(Role.Reader), stopping);
        }
        finally
        {
            RunFolder.Delete(folder);
        }
    }

    async Task<int> ReportAsync(string warehouse, CancellationToken stopping)
    {
        await using var connection = await PanelTimes.OpenAsync(warehouse, stopping);
        PanelTimes times = new(connection, options.Runs);
        List<PanelTime> measured = [];
        foreach (var pick in options.Picks.Where(pick => pick.Hours <= options.Days * 24))
        {
            progress.Report($"panels: {pick.Name}");
            foreach (var query in PanelQuery.Of(pick, options.Dashboards, TimeProvider.System.GetUtcNow()))
                measured.Add(await times.MeasureAsync(pick.Name, query, stopping));
        }

        var report = new PanelsReport(TimeProvider.System.GetUtcNow(), Machine.Describe(), options.Rows, measured);
        var tables = report.ToMarkdown();
        Console.WriteLine(tables);
        files.Write(JsonSerializer.Serialize(report, PanelsReportJson.Default.PanelsReport), tables);
        return ExitCodes.Done;
    }
}

/// <param name="Sessions">The sessions of each day.</param>
/// <param name="Dashboards">The folder of the dashboards.</param>
/// <param name="Warehouse">A filled warehouse, as the reader; null: one is started, filled and removed.</param>
sealed record PanelsOptions(int Sessions, int Days, int Runs, IReadOnlyList<PanelPick> Picks, string Dashboards, string? Warehouse)
{
    /// <summary>The contents of the warehouse.</summary>
    public string Rows =>
        Warehouse is null
            ? $"{(long)Sessions * Days:N0} sessions of {Days} closed days, and today up to 18:00"
            : "A warehouse that was filled before";
}
