using System.CommandLine;
using Analytics.BatchJobs.Grafana;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Sinks;
using Analytics.Hosting;
using Analytics.Transforms;

namespace Analytics.BatchJobs.Jobs;

/// <summary>
/// Corrects the live numbers of UTC days to what the lake holds, each event once, while streaming goes on, a day in one transaction.
/// </summary>
static class ReprocessJob
{
    public static Command Command() =>
        JobCommand.Create(
            "reprocess",
            """
            Recomputes closed days from the lake, duplicates removed, corrects the warehouse and records what differed.
            Example: ./spark-submit.sh batch reprocess --from 2026-01-30 --to 2026-01-31 --dry-run
            """,
            [
                SharedOptions.Lake,
                SharedOptions.Warehouse,
                Goals.Setting,
                PropertyDimensions.Setting,
                GrafanaOptions.Url,
                GrafanaOptions.TokenFile,
            ],
            [
                ReprocessOptions.From,
                ReprocessOptions.To,
                ReprocessOptions.Last,
                ReprocessOptions.Unchecked,
                ReprocessOptions.Source,
                ReprocessOptions.Open,
                ReprocessOptions.RowsPerPart,
                SharedOptions.Wait,
                SharedOptions.DryRun,
            ],
            [],
            (parsed, run, stopping) => RunAsync(run, ReprocessOptions.Read(parsed, run.Clock), stopping)
        );

    public static async Task<int> RunAsync(BatchRun run, ReprocessSettings settings, CancellationToken stopping)
    {
        var days = await ReprocessDays.OfAsync(run, settings, stopping);
        if (days.Count == 0)
        {
            await GrafanaPush.MissedAsync(run, stopping);
            return ExitCodes.Done;
        }

        var lines = new List<string>();
        var whole = settings with { From = days.Min(), To = days.Max() };
        // A missed day may be long ago: Grafana marks the days that were asked for, and the text has all.
        var asked = settings.Days.Any() ? settings : whole;
        await UnnamedGoals.SayAsync(run, whole.From, settings.Source, stopping);
        await GrafanaPush.AroundAsync(
            run,
            () => CorrectAsync(run, settings, whole, days, lines, stopping),
            token => LiveFigures.ReadDifferencesAsync(run.Warehouse!, run.Id, token),
            () => lines.Count == 0 ? null : Told(asked, lines, run.Rows),
            stopping
        );
        return ExitCodes.Done;
    }

    /// <param name="lines">Gets a line for each day that was corrected.</param>
    static async Task CorrectAsync(
        BatchRun run,
        ReprocessSettings settings,
        ReprocessSettings whole,
        IReadOnlyList<DateOnly> days,
        List<string> lines,
        CancellationToken stopping
    )
    {
        // The days were chosen before the lock is taken: one that another run has corrected meanwhile is compared again.
        await using var correction = await DayCorrection.BeginAsync(run, whole, stopping);
        foreach (var day in days)
        {
            stopping.ThrowIfCancellationRequested();
            if (!await ReprocessDays.IsKeptAsync(run, settings, correction, day, stopping))
                continue;

            lines.Add(new ReprocessedDay(run, settings, correction, day).Correct(stopping));
            correction.Fold(); // A failure here leaves a day that is corrected.
        }
    }

    /// <summary>Returns the text of the run's annotation in Grafana: a line for each day.</summary>
    public static Annotation Told(ReprocessSettings settings, IReadOnlyList<string> lines, long changedRows) =>
        Annotation.OfDays(
            settings.From,
            settings.To,
            string.Join('\n', changedRows == 0 ? lines.Prepend("nothing changed") : lines),
            changedRows == 0 ? [] : [Annotation.Changed]
        );
}
