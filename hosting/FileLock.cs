namespace Analytics.Hosting;

/// <summary>An exclusive lock on a file. The kernel releases it when the process that holds it ends, even after a crash.</summary>
public sealed class FileLock : IDisposable
{
    // EWOULDBLOCK on Linux: flock(2) returns it when another open file has the lock.
    const int WouldBlock = 11;

    readonly FileStream _file;

    FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock without waiting. The file and its folder are created; the file stays when the lock is released.</summary>
    /// <returns>Null when another process, or another part of this one, has the lock.</returns>
    /// <exception cref="IOException">The file cannot be used: no space, a read-only disk, a name that is a folder.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened for writing.</exception>
    public static FileLock? TryTake(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);

        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held) when (held.HResult == WouldBlock)
        {
            return null;
        }
    }

    /// <summary>Takes the lock, and waits while another process has it.</summary>
    /// <exception cref="TimeoutException">Another process has held it for <paramref name="limit"/>.</exception>
    /// <inheritdoc cref="TryTake"/>
    public static FileLock Take(string path, TimeSpan limit, TimeProvider clock)
    {
        var began = clock.GetTimestamp();
        using var turn = new ManualResetEventSlim();
        while (true)
        {
            if (TryTake(path) is { } taken)
                return taken;

            if (clock.GetElapsedTime(began) > limit)
                throw new TimeoutException($"Another process has held {path} for {Duration.Text(limit)}.");

            turn.Wait(TimeSpan.FromMilliseconds(100)); // The kernel sends no notification when a file lock is released.
        }
    }

    public void Dispose() => _file.Dispose();
}
