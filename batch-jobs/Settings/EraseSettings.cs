using Analytics.Hosting;

namespace Analytics.BatchJobs.Settings;

/// <summary>The settings of a run of erase.</summary>
/// <param name="Ids">The ids that the operator names.</param>
/// <param name="Source">The only source; null for every source.</param>
/// <param name="From">The first UTC day, by the time of receipt; null for every day.</param>
/// <param name="To">The last UTC day.</param>
sealed record EraseSettings(PersonIds Ids, string? Source = null, DateOnly? From = null, DateOnly? To = null)
{
    /// <summary>The longest wait for another job that has the lock.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>True to say which days to reprocess, so that the sums no longer count the person.</summary>
    public bool Recount { get; init; }

    /// <summary>True to delete the files of removed rows at once.</summary>
    public bool VacuumNow { get; init; }

    /// <summary>The file for the receipt; null prints it.</summary>
    public string? ReceiptFile { get; init; }

    /// <summary>The file with the key of the subjects' hashes; null is the file <c>erasure.key</c> in a local lake.</summary>
    public string? KeyFile { get; init; }
}
