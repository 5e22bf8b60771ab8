using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Analytics.Collector.Delivery.Spool;

/// <summary>The spool's folder on a real disk.</summary>
sealed partial class SpoolDisk(string folder) : ISpoolDisk
{
    public IReadOnlyList<string> Files() =>
        [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public ISpoolFile Open(string name) =>
        new SpoolFile(File.OpenHandle(PathOf(name), FileMode.Open, FileAccess.ReadWrite, FileShare.Read));

    public ISpoolFile Create(string name, long length)
    {
        var handle = File.OpenHandle(PathOf(name), FileMode.Create, FileAccess.ReadWrite, FileShare.Read, preallocationSize: length);
        try
        {
            // The file has its full length at once, so that a flush need not update its size.
            RandomAccess.SetLength(handle, length);
            return new SpoolFile(handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public void Delete(string name) => File.Delete(PathOf(name));

    public void Move(string name, string newName) => File.Move(PathOf(name), PathOf(newName));

    public void Sync()
    {
        // .NET can't open a folder as a file.
        using var handle = new SafeFileHandle(Open(folder, 0), ownsHandle: true);
        if (handle.IsInvalid || Flush(handle) != 0)
            throw new IOException($"The folder {folder} cannot be flushed: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    string PathOf(string name) => Path.Combine(folder, name);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(SafeFileHandle file);

    sealed class SpoolFile(SafeFileHandle handle) : ISpoolFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public int Read(Span<byte> into, long at)
        {
            var read = 0;
            while (read < into.Length && RandomAccess.Read(handle, into[read..], at + read) is > 0 and var more)
                read += more;

            return read;
        }

        public void Write(ReadOnlySpan<byte> bytes, long at) => RandomAccess.Write(handle, bytes, at);

        public void Cut(long length) => RandomAccess.SetLength(handle, length);

        public void Flush() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }
}
