using System.Globalization;
using Analytics.BatchJobs.Gold;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Sinks;
using Analytics.BatchJobs.Sources;
using Analytics.BatchJobs.Transforms;
using Analytics.Hosting;

namespace Analytics.BatchJobs.Jobs;

/// <summary>
/// Corrects one UTC day: copies its live rows together with the ledger, counts the lake's rows below that ledger, and adds the difference.
/// </summary>
sealed class ReprocessedDay(BatchRun run, ReprocessSettings settings, DayCorrection correction, DateOnly day)
{
    // Computed before the ledger is read, so that a run across midnight treats the day as open.
    readonly bool _isOpen = day >= DateOnly.FromDateTime(run.Clock.GetUtcNow().UtcDateTime);
    readonly Staging _staging = new(run.WarehouseConnection!, run.Id);

    /// <returns>What differed, in a line.</returns>
    public string Correct(CancellationToken stopping)
    {
        var withSeconds = correction.Keeps("event_counts_second", day);
        var withDimensions = correction.Keeps("dimension_counts_minute", day);
        var ledger = CopyLive(withSeconds, withDimensions);
        LakeWait.Until(run, ledger, settings.Wait, stopping);
        using var window = run.Step($"{day:O}: removing duplicates", () => ReadLake(ledger));
        stopping.ThrowIfCancellationRequested();
        var staged = new StagedDay(run, window, ledger, _staging);
        var counts = new LakeCounts(withSeconds, correction.SecondsKept(), ledger.IsInSeconds);
        run.Step($"{day:O}: counting the lake", () => staged.Counts(counts, settings.Source));
        stopping.ThrowIfCancellationRequested();
        if (withDimensions && ledger.HasDimensions)
            run.Step($"{day:O}: counting dimensions", staged.Dimensions);

        stopping.ThrowIfCancellationRequested();
        return Change(window, stopping);
    }

    LedgerSnapshot CopyLive(bool withSeconds, bool withDimensions)
    {
        var ledger = run.Step($"{day:O}: copying the live rows", () => correction.Copy(day, withSeconds, withDimensions));
        if (ledger.IsEmpty)
            throw new JobException(ExitCodes.DataError, "live-metrics has merged nothing yet: there are no live numbers to correct.");

        if (withDimensions && !ledger.HasDimensions)
            run.Say($"{day:O}: no query has counted dimensions yet; their counts stay as they are");

        return ledger;
    }

    DayWindow ReadLake(LedgerSnapshot ledger) =>
        new(LakeTable.Events(run.Session, run.Lake.Events).Where(ledger.Counted), day, settings.Source, withHash: !_isOpen);

    // PostgreSQL compares while Spark derives. The open day gets no sessions and no derived tables: they would be those of half a day.
    // Sums of sessions are kept for longer than the sessions, which compact removes again.
    string Change(DayWindow window, CancellationToken stopping)
    {
        var withSessions = !run.DryRun && !_isOpen && correction.Keeps("session_spans", day);
        var comparing = Task.Run(() => correction.Compare(day), CancellationToken.None);
        if (!run.DryRun && !_isOpen)
            Derive(window, withSessions, comparing, stopping);

        var found = run.Step($"{day:O}: comparing", () => comparing.GetAwaiter().GetResult());
        stopping.ThrowIfCancellationRequested();
        var changed = run.DryRun ? found.Changes : run.Step($"{day:O}: correcting", () => correction.Apply(day, withSessions));
        run.Rows += run.DryRun ? 0 : changed;
        var line = Line(found, changed);
        run.Say(line);
        return line;
    }

    // Makes the derived tables of the day, and stages its sessions where the warehouse keeps those of the day.
    void Derive(DayWindow window, bool withSessions, Task<CorrectedDay> comparing, CancellationToken stopping)
    {
        try
        {
            using var gold = new GoldDay(run, window);
            run.Step($"{day:O}: sessions and visitors", () => gold.Write(settings.Source));
            stopping.ThrowIfCancellationRequested();
            if (withSessions)
                run.Step($"{day:O}: sessions to the warehouse", () => _staging.Append(StagedSessions.Of(gold.Sessions), Staging.Sessions));
        }
        catch
        {
            ((IAsyncResult)comparing).AsyncWaitHandle.WaitOne(); // Its connection is closed next.
            throw;
        }
    }

    string Line(CorrectedDay found, long changed) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{day:O}: live {found.Live:N0}, lake {found.Lake:N0}, duplicates removed {found.Duplicates:N0}, "
                + $"late folded in {found.Late:N0}, rows {(run.DryRun ? "to change" : "changed")} {changed:N0} "
                + $"({found.Dimensions:N0} of dimensions)"
        );
}
