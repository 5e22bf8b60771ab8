using System.ComponentModel;

namespace Analytics.Testing.Disks;

/// <summary>A tmpfs with little space; unmounted when it is disposed.</summary>
public sealed class SmallDisk : IDisposable
{
    const int Step = 64 * 1024;

    SmallDisk(string path) => Path = path;

    /// <summary>The folder in which it is mounted.</summary>
    public string Path { get; }

    string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Mounts an empty disk on a folder, which is created where it is missing.</summary>
    /// <returns>The disk; null where mounting is not allowed.</returns>
    public static SmallDisk? TryMount(string path, int megabytes)
    {
        Directory.CreateDirectory(path);
        try
        {
            Mounts.Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path);
            return new(path);
        }
        catch (Exception refused) when (refused is Win32Exception or IOException)
        {
            return null;
        }
    }

    /// <summary>Returns the disk that is mounted on a folder.</summary>
    public static SmallDisk At(string path) => new(path);

    /// <summary>Fills the disk until <see cref="Free"/>.</summary>
    public void Fill(int megabytes) => File.WriteAllBytes(Ballast, new byte[megabytes * 1024 * 1024]);

    /// <summary>Fills what is left of the disk. Others may remove files, so that it is full again after another call only.</summary>
    public void FillUp()
    {
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        try
        {
            while (true)
                ballast.Write(new byte[Step]);
        }
        catch (IOException)
        {
            // The disk is full.
        }
    }

    public void Free() => File.Delete(Ballast);

    // A process that is still ending keeps the disk busy: a detached mount disappears with the last open file.
    public void Dispose() => Mounts.Run("umount", "-l", Path);
}
