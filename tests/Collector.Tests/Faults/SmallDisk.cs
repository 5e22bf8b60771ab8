using System.Diagnostics;
using Analytics.Testing;

namespace Collector.Tests.Faults;

/// <summary>A tmpfs with little space; unmounted at the end of the test.</summary>
sealed class SmallDisk : IDisposable
{
    readonly TestFolder _folder = new();

    public string Path => _folder.Path;

    string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <returns>The disk; null where mounting is not allowed.</returns>
    public static SmallDisk? TryMount(int megabytes)
    {
        var disk = new SmallDisk();
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Path))
            return disk;

        disk._folder.Dispose();
        return null;
    }

    /// <summary>Fills the disk until <see cref="Free"/>.</summary>
    public void Fill(int megabytes) => File.WriteAllBytes(Ballast, new byte[megabytes * 1024 * 1024]);

    public void Free() => File.Delete(Ballast);

    public void Dispose()
    {
        // A process that is still ending keeps the disk busy: a detached mount disappears with the last open file.
        Run("umount", "-l", Path);
        _folder.Dispose();
    }

    static bool Run(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
            using var process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
