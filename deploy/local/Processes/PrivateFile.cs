namespace Analytics.Local.Processes;

static class PrivateFile
{
    const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a file that only this user can read, from its first byte on.</summary>
    public static void Write(string file, string text)
    {
        using var stream = new FileStream(
            file,
            new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                UnixCreateMode = Mine,
            }
        );
        File.SetUnixFileMode(stream.SafeFileHandle, Mine); // An existing file would keep its mode.
        stream.SetLength(0);
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }
}
