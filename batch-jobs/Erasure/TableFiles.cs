using Analytics.BatchJobs.Runs;
using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Extensions.Delta.Tables;

namespace Analytics.BatchJobs.Erasure;

/// <summary>The files and the log of a lake's table, after rows were removed.</summary>
static class TableFiles
{
    /// <summary>The time for which <c>compact</c> keeps the files of removed rows, by default and at least.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromDays(7);

    /// <summary>Stops the writing of values of ids to the log of a table that an earlier version created.</summary>
    /// <returns>The time until which the log may hold such values from before; null when it holds none.</returns>
    public static DateTimeOffset? LimitLog(BatchRun run, LakeStore store)
    {
        var properties = TableProperties.Of(run.Session, store.Path);
        if (!properties.ContainsKey(LakeStatistics.Property) && properties.GetValueOrDefault("delta.dataSkippingNumIndexedCols") != "0")
        {
            using var commit = run.CommitLock();
            run.Session.Sql(LakeStatistics.Limit(store.Path, store.Statistics, run.Clock.GetUtcNow()));
            properties = TableProperties.Of(run.Session, store.Path);
        }

        if (!properties.ContainsKey(LakeStatistics.LimitedAtProperty))
            return null;

        // The commit that removes a file repeats the statistics of the commit that added it.
        return LakeLog.Of(properties.GetValueOrDefault(LakeLog.RetentionProperty)) is { } kept
            ? run.Clock.GetUtcNow() + kept + LakeLog.Delay
            : null;
    }

    /// <summary>Deletes the files of removed rows at once, also those that a reader or time travel still needs.</summary>
    public static void DeleteNow(BatchRun run, string path)
    {
        const string check = "spark.databricks.delta.retentionDurationCheck.enabled";
        var settings = run.Session.Conf();
        settings.Set(check, false);
        try
        {
            using var commit = run.CommitLock();
            DeltaTable.ForPath(run.Session, path).Vacuum(0);
        }
        finally
        {
            settings.Unset(check);
        }
    }
}
