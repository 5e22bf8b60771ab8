using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Sinks;
using Analytics.BatchJobs.Sources;
using Analytics.Hosting;

namespace Analytics.BatchJobs.Jobs;

/// <summary>The days that a run of reprocess corrects.</summary>
static class ReprocessDays
{
    /// <summary>Returns the days that were asked for, then the unchecked ones that the run takes too.</summary>
    public static async Task<IReadOnlyList<DateOnly>> OfAsync(BatchRun run, ReprocessSettings settings, CancellationToken stopping)
    {
        var missed = await UncheckedDays.OfAsync(run.Warehouse!, settings, stopping);
        if (settings.MostUnchecked > 0)
            run.Say(missed.Count == 0 ? "no other closed day is unchecked" : $"not checked since they closed: {DayOption.Texts(missed)}");

        return [.. settings.Days, .. missed];
    }

    /// <summary>
    /// Returns true while the lake keeps the day: the correction would subtract the events that it no longer keeps. A relative day that it
    /// does not keep is left out.
    /// </summary>
    /// <exception cref="JobException">The warehouse no longer keeps the day, or the lake no longer keeps a day that was named.</exception>
    public static async Task<bool> IsKeptAsync(
        BatchRun run,
        ReprocessSettings settings,
        DayCorrection correction,
        DateOnly day,
        CancellationToken stopping
    )
    {
        var isInLake = await LakeDays.KeepsAsync(run.Warehouse!, day, settings.Source, withRejected: true, stopping);
        if (!isInLake && settings.IsRelative)
        {
            run.Say($"{day:O}: left out, older than the lake keeps events; its numbers stay as they are");
            return false;
        }

        if (!correction.Keeps("event_counts_minute", day))
            throw new JobException(ExitCodes.Usage, $"{day:O} is older than the warehouse keeps minutes: there is nothing to correct.");

        if (!isInLake)
        {
            throw new JobException(
                ExitCodes.Usage,
                $"{day:O} is older than the lake keeps events (warehouse.retention): give a later --from, or a --source that it keeps."
            );
        }

        return true;
    }
}
