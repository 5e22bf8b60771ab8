using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>The JSON that commits to the lake's tables carry in their metadata.</summary>
/// <param name="Version">The commit's version of its table.</param>
public sealed record CommitMetadata(long Version, string Json)
{
    // A search reads a file per commit, and a log has 2,700: nearly always one of the newest commits has what is searched.
    const int RecentCommits = 100;
    const int Further = 10;

    /// <summary>
    /// Returns the newest metadata in the table's log whose first member has this name. Commits of maintenance (OPTIMIZE, DELETE, VACUUM)
    /// have none.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="table">The table's path.</param>
    /// <param name="firstMember">The name.</param>
    /// <param name="after">The version after which commits are searched; -1 for all.</param>
    /// <returns>Null when there is no such table, or its log has none.</returns>
    public static CommitMetadata? Newest(SparkSession session, string table, string firstMember, long after = -1)
    {
        if (!DeltaTable.IsDeltaTable(session, table))
            return null;

        var log = DeltaTable.ForPath(session, table);
        if (after >= 0)
        {
            var newer = VersionOf(log) - after;
            return newer > 0 ? Newest(log.History((int)newer), firstMember) : null;
        }

        for (var commits = RecentCommits; ; commits *= Further)
        {
            var history = log.History(commits);
            if (Newest(history, firstMember) is { } found)
                return found;
            if (commits > int.MaxValue / Further || history.Count() < commits)
                return null;
        }
    }

    /// <summary>Returns the version of the table's newest commit, whatever made it; -1 when there is no such table.</summary>
    public static long VersionOf(SparkSession session, string table) =>
        DeltaTable.IsDeltaTable(session, table) ? VersionOf(DeltaTable.ForPath(session, table)) : -1;

    static long VersionOf(DeltaTable log) => log.History(1).Select("version").Collect().Single().GetAs<long>(0);

    static CommitMetadata? Newest(DataFrame history, string firstMember) =>
        history
            .Where($"startswith(userMetadata, '{{\"{firstMember}\":')")
            .OrderBy(Col("version").Desc())
            .Limit(1)
            .Select("version", "userMetadata")
            .Collect()
            .Select(row => new CommitMetadata(row.GetAs<long>(0), row.GetAs<string>(1)))
            .FirstOrDefault();
}
