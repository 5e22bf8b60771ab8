namespace Analytics.Collector.Delivery.Spool;

/// <summary>The folder's mode: events at rest are for the collector's user alone.</summary>
static class SpoolFolder
{
    const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates the folder where it is missing; one that is there keeps its mode.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, Mine);
    }

    /// <summary>True when other users of the machine may look into the folder.</summary>
    public static bool IsOpenToOthers(string folder) =>
        !OperatingSystem.IsWindows() && Directory.Exists(folder) && (File.GetUnixFileMode(folder) & ~Mine) != UnixFileMode.None;
}
