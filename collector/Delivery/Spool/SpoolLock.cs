namespace Analytics.Collector.Delivery.Spool;

/// <summary>One collector, one folder. The kernel lets go of the lock when its holder ends, however that happens.</summary>
sealed class SpoolLock : IDisposable
{
    const string Name = "lock";
    const int WouldBlock = 11;
    readonly FileStream _file;

    SpoolLock(FileStream file) => _file = file;

    /// <returns>Null when another process has it.</returns>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be used.</exception>
    public static SpoolLock? TryTake(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new SpoolLock(new FileStream(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held) when (held.HResult == WouldBlock)
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
