using Analytics.Local.Processes;
using Analytics.Local.Stack;

namespace Analytics.Local.Commands;

/// <summary>The folder of a demo, which begins with new data: it has a marker, without which nothing in it is removed.</summary>
static class DemoFolder
{
    const string Marker = "made-by-demo.txt";

    /// <summary>The folder without <c>--folder</c>; in a checkout, it belongs to the demo.</summary>
    static string Default => LocalStackOptions.Named("demo").Folder;

    /// <summary>Returns true when the demo may remove everything in the folder: it is missing, empty, or has the marker.</summary>
    public static bool IsOwn(string folder) =>
        Path.TrimEndingDirectorySeparator(folder) == Default
        || !Path.Exists(folder)
        || (Directory.Exists(folder) && (File.Exists(Path.Combine(folder, Marker)) || !Directory.EnumerateFileSystemEntries(folder).Any()));

    /// <summary>Creates the folder, or removes everything in it except the marker, which a stopped removal leaves too.</summary>
    /// <exception cref="IOException">The folder has content and no marker.</exception>
    public static void Renew(string folder)
    {
        if (!IsOwn(folder))
            throw new IOException($"{folder} is not the demo's.");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, Marker), "The demo made this folder. Its next start removes everything in it.\n");
        RunFolder.Keep(folder, Marker);
    }
}
