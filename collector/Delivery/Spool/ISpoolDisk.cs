namespace Analytics.Collector.Delivery.Spool;

/// <summary>The file operations of the spool's folder. A second implementation, in tests, loses unflushed data at any step.</summary>
/// <remarks>Every method throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the disk fails.</remarks>
interface ISpoolDisk
{
    IReadOnlyList<string> Files();

    ISpoolFile Open(string name);

    /// <summary>Creates a file of this length, all zeros, with its room reserved. Its name is flushed by <see cref="Sync"/>.</summary>
    ISpoolFile Create(string name, long length);

    void Delete(string name);

    /// <summary>Renames a file, which may be open. Fails when the new name exists.</summary>
    void Move(string name, string newName);

    /// <summary>Flushes the folder, so that created and deleted names are durable.</summary>
    void Sync();
}

static class SpoolDisks
{
    /// <summary>Creates a file and flushes its name.</summary>
    public static ISpoolFile CreateSafely(this ISpoolDisk disk, string name, long length)
    {
        var file = disk.Create(name, length);
        try
        {
            disk.Sync();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}

/// <summary>One file of the spool.</summary>
interface ISpoolFile : IDisposable
{
    long Length { get; }

    /// <returns>The number of bytes read; fewer than requested only at the end.</returns>
    int Read(Span<byte> into, long at);

    void Write(ReadOnlySpan<byte> bytes, long at);

    void Cut(long length);

    /// <summary>Returns when everything written is durable.</summary>
    void Flush();
}
