using System.ComponentModel;

namespace Analytics.Testing.Disks;

/// <summary>
/// A disk whose power can be cut at any moment: ext4 in a file that a loop device serves. The file is on xfs, which makes a copy of it at
/// one instant. What no process has flushed is in the kernel's memory and not in the file, unless the kernel wrote it by itself.
/// </summary>
public sealed class CutDisk : IDisposable
{
    readonly Mounts _mounts;
    readonly string _disk;
    int _cuts;

    CutDisk(Mounts mounts, string disk, string path) => (_mounts, _disk, Path) = (mounts, disk, path);

    /// <summary>The folder in which the disk is mounted; every user reaches it.</summary>
    public string Path { get; }

    /// <summary>Mounts an empty disk, or skips the test with the reason.</summary>
    public static CutDisk Mount(int megabytes)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "A disk whose power can be cut is mounted by root only.");
        var mounts = new Mounts();
        try
        {
            // The copies share what they have in common, and the files are sparse.
            var outer = mounts.Add("outer", 4 * megabytes, "mkfs.xfs", "-q", "-m", "reflink=1");
            var disk = System.IO.Path.Combine(outer, "disk.img");
            return new CutDisk(mounts, disk, mounts.Add("disk", disk, megabytes, "mkfs.ext4", "-q"));
        }
        catch (Exception missing) when (missing is Win32Exception or IOException)
        {
            mounts.Dispose();
            Assert.Skip($"A disk whose power can be cut needs xfsprogs, e2fsprogs and loop devices: {missing.Message}");
            throw;
        }
    }

    /// <summary>Mounts a copy of the disk as after a power cut at this moment; the disk itself stays mounted.</summary>
    /// <returns>The folder, which exists until <see cref="Discard"/>.</returns>
    public string Cut()
    {
        var copy = $"{_disk}.{++_cuts}";
        Mounts.Run("cp", "--reflink=always", _disk, copy);
        return _mounts.Add($"cut-{_cuts}", copy);
    }

    /// <summary>Unmounts and deletes the last copy.</summary>
    public void Discard()
    {
        _mounts.RemoveLast();
        File.Delete($"{_disk}.{_cuts}");
    }

    public void Dispose() => _mounts.Dispose();
}
