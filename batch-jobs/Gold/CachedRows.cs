using Microsoft.Spark.Sql;

namespace Analytics.BatchJobs.Gold;

/// <summary>Rows that Spark computes at their first use and keeps until they are disposed.</summary>
/// <remarks>Frames that are made of the rows are computed before: afterwards Spark would compute the rows again.</remarks>
sealed class CachedRows(DataFrame rows) : IDisposable
{
    public DataFrame Rows { get; } = rows.Persist();

    public void Dispose() => Rows.Unpersist();
}
