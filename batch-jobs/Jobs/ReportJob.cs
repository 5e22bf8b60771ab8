using System.CommandLine;
using System.Globalization;
using Analytics.BatchJobs.Gold;
using Analytics.BatchJobs.Grafana;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Sinks;
using Analytics.BatchJobs.Sources;
using Analytics.Hosting;
using Analytics.Transforms;

namespace Analytics.BatchJobs.Jobs;

/// <summary>
/// Computes the daily summary, retention, funnels, paths and attribution of UTC days from the lake, and replaces them in the warehouse,
/// a day in one transaction.
/// </summary>
static class ReportJob
{
    public static Command Command()
    {
        var command = JobCommand.Create(
            "report",
            """
            Computes the daily summary, retention, funnels, paths and attribution of closed days.
            Example: ./spark-submit.sh batch report --day 2026-01-31
            """,
            [SharedOptions.Lake, SharedOptions.Warehouse, Goals.Setting, GrafanaOptions.Url, GrafanaOptions.TokenFile],
            [ReportOptions.Day, ReportOptions.Open, ReportOptions.Funnels, SharedOptions.Wait, SharedOptions.DryRun],
            [],
            (parsed, run, stopping) => RunAsync(run, ReportOptions.Read(parsed), stopping)
        );
        command.Validators.Add(ReportOptions.Validate);
        return command;
    }

    public static async Task<int> RunAsync(BatchRun run, ReportSettings settings, CancellationToken stopping)
    {
        var ledger = await LedgerSnapshot.OfEventsAsync(run.Warehouse!, stopping);
        LakeWait.Until(run, ledger, settings.Wait, stopping);
        // Days are chosen under the lock: a reprocess that ends meanwhile makes more of them due.
        await using var single = run.DryRun ? null : await CorrectionLock.TakeAsync(run, settings.Wait, stopping);
        var days = settings.Day is { } day ? [(day, true)] : await DaysAsync(run, settings.Newest, stopping);
        days = await KeptAsync(run, days, settings.Day, stopping);
        var names = string.Join(", ", days.Select(each => DayOption.Text(each.Day)));
        run.Say(days.Count == 0 ? "every day is reported" : $"{days.Count} days to report: {names}");
        if (days.Count > 0)
            await UnnamedGoals.SayAsync(run, days[0].Day, source: null, stopping);
        if (single is null)
            return ExitCodes.Done;

        var sink = new ReportSink(run, single.TakenAt);
        var done = new List<DateOnly>();
        await GrafanaPush.AroundAsync(
            run,
            () => ReportAsync(run, sink, ledger, days, settings.Funnels, done, stopping),
            token => LiveFigures.ReadReportAsync(run.Warehouse!, done, token),
            () => done.Count == 0 ? null : Told(done, run.Rows),
            stopping
        );
        return ExitCodes.Done;
    }

    /// <param name="done">Gets each day that was reported.</param>
    static async Task ReportAsync(
        BatchRun run,
        ReportSink sink,
        LedgerSnapshot ledger,
        IReadOnlyList<(DateOnly Day, bool Renew)> days,
        IReadOnlyList<Funnel> funnels,
        List<DateOnly> done,
        CancellationToken stopping
    )
    {
        foreach (var each in days)
        {
            stopping.ThrowIfCancellationRequested();
            var what = $"{DayOption.Text(each.Day)} ({done.Count + 1} of {days.Count})";
            await ReportAsync(run, sink, ledger, each, funnels, what, stopping);
            done.Add(each.Day);
        }
    }

    // Skips days that the lake no longer keeps, whose results would become empty.
    static async Task<IReadOnlyList<(DateOnly Day, bool Renew)>> KeptAsync(
        BatchRun run,
        IReadOnlyList<(DateOnly Day, bool Renew)> days,
        DateOnly? only,
        CancellationToken stopping
    )
    {
        var kept = new List<(DateOnly, bool)>();
        foreach (var each in days)
        {
            if (await LakeDays.KeepsAsync(run.Warehouse!, each.Day, source: null, withRejected: false, stopping))
                kept.Add(each);
            else if (only is null)
                run.Say($"{each.Day:O}: left out, older than the lake keeps events; its results stay as they are");
            else
                throw new JobException(ExitCodes.Usage, $"{each.Day:O} is older than the lake keeps events: its results stay as they are.");
        }

        return kept;
    }

    // The day before the newest closed one is computed again: its funnels end on that day, and late events of it are in the lake now.
    static async Task<IReadOnlyList<(DateOnly Day, bool Renew)>> DaysAsync(BatchRun run, DateOnly newest, CancellationToken stopping)
    {
        var held = run.Step("looking for days in the lake", () => LakeDays.Of(run.Session, run.Lake)).Where(day => day <= newest).ToList();
        var due = await ReportSink.DueAsync(run.Warehouse!, held, stopping);
        var before = newest.AddDays(-1);
        return [.. due.Union(held.Where(day => day == before)).Order().Select(day => (day, day == before))];
    }

    static async Task ReportAsync(
        BatchRun run,
        ReportSink sink,
        LedgerSnapshot ledger,
        (DateOnly Day, bool Renew) each,
        IReadOnlyList<Funnel> funnels,
        string what,
        CancellationToken stopping
    )
    {
        using var input = run.Step($"{what}: sessions and visitors", () => new ReportInput(run, ledger, each.Day, each.Renew, funnels));
        using var report = run.Step($"{what}: computing", () => new DayReport(each.Day, input, funnels));
        var rows = await sink.ReplaceAsync(report, stopping);
        run.Rows += rows;
        run.Say(string.Create(CultureInfo.InvariantCulture, $"{what}: {rows:N0} rows in the warehouse"));
    }

    static Annotation Told(List<DateOnly> days, long rows) =>
        Annotation.OfDays(
            days[0],
            days[^1],
            string.Create(CultureInfo.InvariantCulture, $"report: {days.Count} days from {days[0]:O} to {days[^1]:O}, {rows:N0} rows")
        );
}
