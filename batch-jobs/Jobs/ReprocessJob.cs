using System.CommandLine;
using System.Globalization;
using Analytics.BatchJobs.Gold;
using Analytics.BatchJobs.Grafana;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Sinks;
using Analytics.BatchJobs.Sources;
using Analytics.BatchJobs.Transforms;
using Analytics.Hosting;

namespace Analytics.BatchJobs.Jobs;

/// <summary>
/// Corrects the live numbers of UTC days to what the lake holds, each event once, while streaming goes on: it copies the day's live rows
/// together with the ledger, counts the lake's rows below that ledger, and adds the difference in one transaction per day.
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
                SharedOptions.Goals,
                SharedOptions.Properties,
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
        var missed = await UncheckedDays.OfAsync(run.Warehouse!, settings, stopping);
        IReadOnlyList<DateOnly> wanted = [.. settings.Days, .. missed];
        if (settings.MostUnchecked > 0)
            run.Say(missed.Count == 0 ? "no other closed day is unchecked" : $"not checked since they closed: {DayOption.Texts(missed)}");

        if (wanted.Count == 0)
        {
            await GrafanaPush.MissedAsync(run, stopping);
            return ExitCodes.Done;
        }

        var asked = settings;
        settings = settings with { From = wanted.Min(), To = wanted.Max() };
        var days = new List<string>();
        await UnnamedGoals.SayAsync(run, settings.From, settings.Source, stopping);
        await using (var correction = await DayCorrection.BeginAsync(run, settings, stopping))
        {
            foreach (var day in wanted)
            {
                stopping.ThrowIfCancellationRequested();
                if (settings.IsRelative && !await LakeDays.KeepsAsync(run.Warehouse!, day, settings.Source, stopping))
                    run.Say($"{day:O}: left out, older than the lake keeps events; its numbers stay as they are");
                else
                    days.Add(await CorrectAsync(run, settings, correction, day, stopping));
            }
        }

        await GrafanaPush.AfterAsync(
            run,
            () => LiveFigures.ReadDifferencesAsync(run.Warehouse!, run.Id, stopping),
            // A missed day may be long ago: Grafana marks the days that were asked for, and the text has all.
            Told(asked.Days.Any() ? asked : settings, days, run.Rows),
            stopping
        );
        return ExitCodes.Done;
    }

    /// <summary>Returns what Grafana is told of the run: a line for each day.</summary>
    public static Annotation Told(ReprocessSettings settings, IReadOnlyList<string> days, long changedRows) =>
        new(
            Begin(settings.From),
            Begin(settings.To.AddDays(1)),
            string.Join('\n', changedRows == 0 ? days.Prepend("nothing changed") : days),
            changedRows == 0 ? [] : [Annotation.Changed]
        );

    static DateTimeOffset Begin(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    static async Task<string> CorrectAsync(
        BatchRun run,
        ReprocessSettings settings,
        DayCorrection correction,
        DateOnly day,
        CancellationToken stopping
    )
    {
        // Asked before the ledger is read: midnight may follow.
        var isOpen = day >= DateOnly.FromDateTime(run.Clock.GetUtcNow().UtcDateTime);
        await RefuseAsync(run, settings, correction, day, stopping);
        var withSeconds = correction.Keeps("event_counts_second", day);
        var withDimensions = correction.Keeps("dimension_counts_minute", day);
        var ledger = run.Step($"{day:O}: copying the live rows", () => correction.Copy(day, withSeconds, withDimensions));
        if (ledger.IsEmpty)
            throw new JobException(ExitCodes.DataError, "live-metrics has merged nothing yet: there are no live numbers to correct.");

        if (withDimensions && !ledger.HasDimensions)
            run.Say($"{day:O}: no query has counted dimensions yet; their counts stay as they are");

        LakeWait.Until(run, ledger, settings.Wait, stopping);
        var counts = new LakeCounts(withSeconds, correction.SecondsKept(), ledger.IsInSeconds);
        var staging = new Staging(run.WarehouseConnection!, run.Id);

        using var window = run.Step($"{day:O}: removing duplicates", () =>
            new DayWindow(LakeTable.Events(run.Session, run.Lake.Events).Where(ledger.Counted), day, settings.Source, withHash: !isOpen)
        );
        var staged = new StagedDay(run, window, ledger, staging);
        run.Step($"{day:O}: counting the lake", () => staged.Counts(counts, settings.Source));
        if (withDimensions && ledger.HasDimensions)
            run.Step($"{day:O}: counting dimensions", staged.Dimensions);

        // PostgreSQL compares while Spark computes. The open day gets no sessions and no derived tables: they would be those of half a day.
        // Sums of sessions are kept for longer than the sessions, which compact removes again.
        var withSessions = !run.DryRun && !isOpen && correction.Keeps("session_spans", day);
        var comparing = Task.Run(() => correction.Compare(day), CancellationToken.None);
        if (!run.DryRun && !isOpen)
            Derive(run, settings, window, withSessions ? staging : null, comparing);

        var found = run.Step($"{day:O}: comparing", () => comparing.GetAwaiter().GetResult());
        var changed = run.DryRun ? found.Changes : run.Step($"{day:O}: correcting", () => correction.Apply(day, withSessions));
        run.Rows += run.DryRun ? 0 : changed;
        var line = Line(run, day, found, changed);
        run.Say(line);
        return line;
    }

    // Refuses a day that the lake no longer keeps: the correction would subtract its events.
    static async Task RefuseAsync(
        BatchRun run,
        ReprocessSettings settings,
        DayCorrection correction,
        DateOnly day,
        CancellationToken stopping
    )
    {
        if (!correction.Keeps("event_counts_minute", day))
            throw new JobException(ExitCodes.Usage, $"{day:O} is older than the warehouse keeps minutes: there is nothing to correct.");

        if (!await LakeDays.KeepsAsync(run.Warehouse!, day, settings.Source, stopping))
        {
            throw new JobException(
                ExitCodes.Usage,
                $"{day:O} is older than the lake keeps events (warehouse.retention): give a later --from, or a --source that it keeps."
            );
        }
    }

    // Makes the derived tables of the day, and stages its sessions where the warehouse keeps those of the day.
    static void Derive(BatchRun run, ReprocessSettings settings, DayWindow window, Staging? staging, Task<CorrectedDay> comparing)
    {
        var day = window.Day;
        try
        {
            using var gold = new GoldDay(run, window);
            run.Step($"{day:O}: sessions and visitors", () => gold.Write(settings.Source));
            if (staging is not null)
                run.Step($"{day:O}: sessions to the warehouse", () => staging.Append(StagedSessions.Of(gold.Sessions), Staging.Sessions));
        }
        catch
        {
            ((IAsyncResult)comparing).AsyncWaitHandle.WaitOne(); // Its connection is closed next.
            throw;
        }
    }

    static string Line(BatchRun run, DateOnly day, CorrectedDay found, long changed) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{day:O}: live {found.Live:N0}, lake {found.Lake:N0}, duplicates removed {found.Duplicates:N0}, "
                + $"late folded in {found.Late:N0}, rows {(run.DryRun ? "to change" : "changed")} {changed:N0} "
                + $"({found.Dimensions:N0} of dimensions)"
        );
}
