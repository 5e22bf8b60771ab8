using System.Text;

namespace Analytics.Local.Processes;

/// <summary>The end of a log, for messages.</summary>
static class LogTail
{
    const int Bytes = 4096;

    /// <summary>Returns the last whole lines, at most 4 KB; empty when there is no such file.</summary>
    public static string Read(string path)
    {
        if (!File.Exists(path))
            return "";
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(-Math.Min(file.Length, Bytes), SeekOrigin.End);
        using var reader = new StreamReader(file, Encoding.UTF8);
        if (file.Position > 0)
            reader.ReadLine();
        return reader.ReadToEnd();
    }
}
