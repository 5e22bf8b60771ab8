namespace Analytics.Local;

static class PrivateFile
{
    /// <summary>Writes a file that only this user reads, from its first byte on.</summary>
    public static void Write(string file, string text)
    {
        File.WriteAllText(file, "");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(file, text);
    }
}
