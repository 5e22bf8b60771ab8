using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.SparkJobs.Settings;
using Analytics.Transforms;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// Refuses a second archive of a lake that is not local, for which there is no lock: an archive ends once another one has committed. Of
/// commits at the same moment Delta takes one, since both name the same transaction.
/// </summary>
/// <remarks>
/// Two archives that write at the same moment may both have written their rejected rows, and one that starts just then may take those of
/// the other for half of a batch.
/// </remarks>
sealed class SoleArchive(SparkSession session, LakeFolder lake)
{
    readonly string _id = $"{Guid.NewGuid()}";

    // The version of the newest commit of ends that this archive knows, of a table without any its newest version; -1 without a table.
    long _known = -1;

    bool HasLock => lake.LocalPath is not null;

    /// <summary>Takes what the lake has as the start. The positions are read afterwards.</summary>
    public void Begin()
    {
        if (!HasLock)
            _known = LakeEnds.NewestCommit(session, lake.Events)?.Version ?? CommitMetadata.VersionOf(session, lake.Events);
    }

    /// <exception cref="FatalStopException">Another archive has committed to the lake.</exception>
    public void Check()
    {
        if (!HasLock && Newer() is not null)
            throw Refusal();
    }

    /// <summary>Returns the ends with this archive's name.</summary>
    public LakeEnds Signed(LakeEnds ends) => HasLock ? ends : ends with { Archive = _id };

    /// <summary>Makes the write of events one that Delta takes only while no other archive has committed.</summary>
    public DataFrameWriter Claim(DataFrameWriter events) =>
        HasLock ? events : events.Option("txnAppId", QueryNames.LakeArchive).Option("txnVersion", _known + 1);

    /// <summary>Makes sure that the newest commit is that of this archive: Delta leaves out a write whose transaction it has.</summary>
    /// <exception cref="FatalStopException">Another archive has committed to the lake.</exception>
    public void Committed()
    {
        if (HasLock)
            return;

        if (Newer() is not { } newest || newest.Ends.Archive != _id)
            throw Refusal();

        _known = newest.Version;
    }

    (long Version, LakeEnds Ends)? Newer() => LakeEnds.NewestCommit(session, lake.Events, after: _known);

    FatalStopException Refusal() =>
        new(
            ExitCodes.InUse,
            $"{QueryNames.LakeArchive} already runs on {lake.Events}: another process has committed to it since this one began. "
                + "Stop that one first."
        );
}
