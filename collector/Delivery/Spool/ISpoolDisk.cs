namespace Analytics.Collector.Delivery.Spool;

/// <summary>The few things the spool asks of its folder. In tests a second one loses, at any step, what was not flushed.</summary>
/// <remarks>Everything throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the disk refuses.</remarks>
interface ISpoolDisk
{
    IReadOnlyList<string> Files();

    ISpoolFile Open(string name);

    /// <summary>A new file of this length, all zeros, with its room reserved. Its name is safe after <see cref="Sync"/>.</summary>
    ISpoolFile Create(string name, long length);

    void Delete(string name);

    /// <summary>Makes the names safe: what was created and deleted.</summary>
    void Sync();
}

static class SpoolDisks
{
    /// <summary>A new file whose name is safe too.</summary>
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

    /// <returns>How many bytes were read; fewer than asked for only at the end.</returns>
    int Read(Span<byte> into, long at);

    void Write(ReadOnlySpan<byte> bytes, long at);

    void Cut(long length);

    /// <summary>Returns when everything written is on the disk.</summary>
    void Flush();
}
