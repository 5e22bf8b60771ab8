using Analytics.Contracts;

namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// The hidden checksum files that Hadoop writes beside those of a log on a local disk, in a session without <see cref="LocalFiles"/>. The
/// archive's session does not know them: they outlive their commits, and a last checkpoint that it writes does not fit the older one.
/// </summary>
static class LogChecksums
{
    /// <summary>Removes them all. The caller holds the lock of commits.</summary>
    /// <param name="table">The table's path, of any file system.</param>
    public static void Remove(string table)
    {
        var log = Path.Combine(table, "_delta_log");
        if (!Directory.Exists(log))
            return;

        foreach (var checksum in Directory.EnumerateFiles(log, ".*.crc"))
            File.Delete(checksum);
    }
}
