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

    /// <summary>Writes the file anew.</summary>
    public static void Write(string file, string text)
    {
        File.Delete(file);
        using var writer = new StreamWriter(Create(file));
        writer.Write(text);
    }
}
