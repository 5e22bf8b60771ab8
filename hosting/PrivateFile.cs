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
    public static void Write(string file, string text)
    {
        var next = $"{file}.new";
        File.Delete(next);
        using (var writer = new StreamWriter(Create(next)))
            writer.Write(text);

        File.Move(next, file, overwrite: true);
    }
}
