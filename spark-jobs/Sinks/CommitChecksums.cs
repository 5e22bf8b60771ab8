namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// The hidden checksum files that Hadoop writes beside commits on a local disk. The file system by which the archive's session removes
/// commits does not know them: they stay, and each commit would list them forever.
/// </summary>
static class CommitChecksums
{
    /// <summary>Removes those whose commit is gone. The caller holds the lock of commits.</summary>
    /// <param name="table">The table's path, of any file system.</param>
    public static void RemoveOrphans(string table)
    {
        var log = Path.Combine(table, "_delta_log");
        if (!Directory.Exists(log))
            return;

        foreach (var checksum in Directory.EnumerateFiles(log, ".0*.crc"))
        {
            if (!File.Exists(Path.Combine(log, Path.GetFileNameWithoutExtension(checksum)[1..])))
                File.Delete(checksum);
        }
    }
}
