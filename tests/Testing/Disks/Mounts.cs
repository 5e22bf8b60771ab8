using System.Diagnostics;

namespace Analytics.Testing.Disks;

/// <summary>File systems in files, mounted by loop devices; unmounted in the reverse order.</summary>
sealed class Mounts : IDisposable
{
    const UnixFileMode Reachable =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    readonly Stack<string> _mounted = [];

    // The folder is not below the repository, which another user, as PostgreSQL's, need not reach.
    readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("analytics-disk-");

    public Mounts() => _root.UnixFileMode = Reachable;

    /// <summary>Makes a file system in a new file beside the mounts, and mounts it.</summary>
    public string Add(string name, int megabytes, params string[] format) =>
        Add(name, Path.Combine(_root.FullName, $"{name}.img"), megabytes, format);

    /// <summary>Makes a file system in a new file, and mounts it.</summary>
    public string Add(string name, string file, int megabytes, params string[] format)
    {
        using (var image = File.Create(file))
            image.SetLength(megabytes * 1024L * 1024);
        Run(format[0], [.. format[1..], file]);
        return Add(name, file);
    }

    /// <summary>Mounts the file system in a file.</summary>
    public string Add(string name, string file)
    {
        var folder = _root.CreateSubdirectory(name).FullName;
        Run("mount", "-o", "loop", file, folder);
        _mounted.Push(folder);
        return folder;
    }

    // A process that is still ending keeps a disk busy: a detached mount disappears with the last open file.
    public void RemoveLast() => Run("umount", "-l", _mounted.Pop());

    public void Dispose()
    {
        while (_mounted.Count > 0)
            RemoveLast();
        _root.Delete(recursive: true);
    }

    /// <exception cref="IOException">The program failed; the message is its output.</exception>
    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new IOException($"{program} {string.Join(' ', arguments)}: {said.Trim()}");
    }
}
