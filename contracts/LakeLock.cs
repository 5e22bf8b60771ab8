namespace Analytics.Contracts;

/// <summary>
/// One process commits to a local lake at a time: Delta's log on a local disk is not safe with two. The kernel releases the lock when
/// its holder dies. Lakes on other file systems have Delta's own log store and need none.
/// </summary>
public static class LakeLock
{
    /// <summary>Held around each commit, by the archive and by every batch job.</summary>
    public const string CommitFile = "commit.lock";

    /// <summary>Held by the archive as long as it runs.</summary>
    public const string ArchiveFile = "archive.lock";

    /// <returns>The lock, or null when somebody else has it.</returns>
    public static IDisposable? TryTake(LakeFolder lake, string file)
    {
        if (lake.LocalPath is not { } folder)
            return NoLock.Instance;

        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, file), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="TimeoutException">Somebody else has held it for <paramref name="patience"/>.</exception>
    public static IDisposable Take(LakeFolder lake, string file, TimeSpan patience, TimeProvider clock)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            if (TryTake(lake, file) is { } taken)
                return taken;

            if (clock.GetElapsedTime(began) > patience)
                throw new TimeoutException($"Another process has held {file} of the lake for {patience.TotalMinutes:0} minutes.");

            using var turn = new ManualResetEventSlim();
            turn.Wait(TimeSpan.FromMilliseconds(100)); // The kernel tells nobody when a file lock is free.
        }
    }

    sealed class NoLock : IDisposable
    {
        public static readonly NoLock Instance = new();

        public void Dispose() { }
    }
}
