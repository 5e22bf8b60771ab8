using Analytics.Contracts;

namespace Analytics.Hosting;

/// <summary>
/// Locks a local lake for one process: Delta's log on a local disk is not safe with two. Lakes on other file systems have
/// Delta's own log store and need no lock for a commit.
/// </summary>
public static class LakeLock
{
    /// <summary>The lock that the archive and every batch job hold during each commit.</summary>
    public const string CommitFile = "commit.lock";

    /// <summary>The lock that the archive holds while it runs.</summary>
    public const string ArchiveFile = "archive.lock";

    /// <returns>The lock, or null when another process has it.</returns>
    public static IDisposable? TryTake(LakeFolder lake, string file) =>
        lake.LocalPath is { } folder ? FileLock.TryTake(Path.Combine(folder, file)) : NoLock.Instance;

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="TimeoutException">Another process has held it for <paramref name="limit"/>.</exception>
    public static IDisposable Take(LakeFolder lake, string file, TimeSpan limit, TimeProvider clock) =>
        lake.LocalPath is { } folder ? FileLock.Take(Path.Combine(folder, file), limit, clock) : NoLock.Instance;

    sealed class NoLock : IDisposable
    {
        public static readonly NoLock Instance = new();

        public void Dispose() { }
    }
}
