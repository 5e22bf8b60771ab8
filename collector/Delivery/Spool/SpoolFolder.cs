namespace Analytics.Collector.Delivery.Spool;

/// <summary>The folder's mode: only the collector's user may access events at rest.</summary>
static class SpoolFolder
{
    const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates the folder when it is missing; an existing folder keeps its mode.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, Mine);
    }

    /// <summary>True when other users of the machine may read the folder.</summary>
    public static bool IsOpenToOthers(string folder) =>
        !OperatingSystem.IsWindows() && Directory.Exists(folder) && (File.GetUnixFileMode(folder) & ~Mine) != UnixFileMode.None;
}
