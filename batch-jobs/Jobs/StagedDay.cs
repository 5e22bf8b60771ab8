using Analytics.BatchJobs.Gold;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Sinks;
using Analytics.BatchJobs.Sources;
using Analytics.BatchJobs.Transforms;
using Analytics.Transforms;

namespace Analytics.BatchJobs.Jobs;

/// <summary>
/// Counts what the lake holds of a day, and stages the counts. Of each row it counts what the live numbers hold at the ledger: the query of
/// dimensions may be behind the live query, or ahead of it.
/// </summary>
sealed class StagedDay(BatchRun run, DayWindow window, LedgerSnapshot ledger, Staging staging)
{
    /// <summary>Stages the counts of events, duplicates and rejected events, of one source or (null) of all.</summary>
    public void Counts(LakeCounts counts, string? source)
    {
        var events = window.OfDay.Where(ledger.CountedEvents);
        staging.Append(StagedCounts.Of(counts.Events(events)), Staging.LakeCounts, Staging.ArraysBatch);
        if (window.Duplicates is { } duplicates)
            staging.Append(LakeCounts.Duplicates(duplicates.Where(ledger.CountedEvents)), Staging.LakeDuplicates);

        if (RejectedDay.Of(run, ledger, window.Day, source) is { } rejected)
            staging.Append(StagedCounts.Of(counts.Rejected(rejected)), Staging.LakeCounts);
    }

    /// <summary>Stages the counts of dimensions.</summary>
    public void Dimensions()
    {
        var counts = new DimensionCounts(run.Goals, run.Properties).Apply(window.OfDay.Where(ledger.CountedDimensions));
        staging.Append(StagedDimensions.Of(counts), Staging.LakeDimensions, Staging.ArraysBatch);
    }
}
