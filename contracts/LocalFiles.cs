namespace Analytics.Contracts;

/// <summary>
/// The settings by which a Spark session writes to a local disk. Without them Hadoop writes a hidden file of checksums beside each file,
/// and starts processes to set rights and to read links: a commit to the lake starts half as many with the settings.
/// </summary>
public static class LocalFiles
{
    /// <summary>The settings; they change nothing for other file systems. All sessions of the lake have them.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>
        {
            ["spark.hadoop.fs.file.impl"] = "org.apache.hadoop.fs.RawLocalFileSystem",
            ["spark.hadoop.fs.AbstractFileSystem.file.impl"] = "org.apache.hadoop.fs.local.RawLocalFs",
        };
}
