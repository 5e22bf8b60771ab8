using System.Text;

namespace Analytics.Hosting;

/// <summary>A file that only its own user can read, from its first byte on.</summary>
public static class PrivateFile
{
    const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates the file and opens it for writing.</summary>
    /// <exception cref="IOException">There is such a file: it would keep its mode.</exception>
    public static FileStream Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Mine;

        return new FileStream(file, options);
    }

    /// <summary>Writes the file, or replaces it whole: a reader finds the old text or the new one.</summary>
    public static void Write(string file, string text) => Replace(file, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes the file, or replaces it whole, also where the power fails meanwhile.</summary>
    /// <param name="write">Writes the content; where it fails the file stays as it was.</param>
    public static void Replace(string file, Action<FileStream> write)
    {
        // A unique name: processes that share the folder rename only their own files.
        var aside = $"{file}.{Guid.NewGuid():N}";
        try
        {
            using (var stream = Create(aside))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(aside, file, overwrite: true);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }
}
