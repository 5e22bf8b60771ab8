using Analytics.Collector.Settings;
using Analytics.Hosting;

namespace Analytics.Collector.Delivery.Spool;

/// <summary>Warnings about a spool that can lose events or hold less than its limit.</summary>
static class SpoolWarnings
{
    static readonly string[] _inMemory = ["tmpfs", "ramfs"];

    public static IEnumerable<ConfigurationWarning> Of(SpoolOptions spool)
    {
        if (!spool.IsOn)
        {
            yield return new(
                "Spool:MaxMegabytes",
                "while Kafka takes nothing, clients get 503, and events that they do not send again are lost",
                "give it enough room for the longest outage"
            );
            yield break;
        }

        if (PrivateFolder.IsOpenToOthers(spool.Folder))
        {
            yield return new(
                "Spool:Folder",
                "other users of the machine may read the events in it, personal data included",
                $"chmod 700 {Path.GetFullPath(spool.Folder)}"
            );
        }

        var drive = new DriveInfo(Existing(Path.GetFullPath(spool.Folder)));
        if (_inMemory.Contains(drive.DriveFormat))
        {
            yield return new(
                "Spool:Folder",
                "it is in memory: when the machine stops, events that were answered 202 are lost",
                "name a folder on a disk"
            );
        }
        else if (drive.AvailableFreeSpace < spool.MaxBytes)
        {
            yield return new(
                "Spool:MaxMegabytes",
                $"its disk has {drive.AvailableFreeSpace / (1024 * 1024):N0} MiB free and is full before the spool is",
                "make room, or lower it"
            );
        }
    }

    /// <summary>Returns the nearest folder that exists, because the spool's folder is created at start.</summary>
    static string Existing(string folder) => Directory.Exists(folder) ? folder : Existing(Path.GetDirectoryName(folder) ?? "/");
}
