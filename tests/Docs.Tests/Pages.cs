using System.Runtime.CompilerServices;

namespace Docs.Tests;

/// <summary>The pages of the repository.</summary>
static class Pages
{
    public static string Root { get; } = FindRoot();

    /// <summary>README, the pages below docs, and each folder's README.</summary>
    public static IEnumerable<string> All =>
        Directory
            .EnumerateFiles(Root, "*.md", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden })
            .Where(path => !path.Contains("/node_modules/", StringComparison.Ordinal));

    /// <param name="file">A path relative to the repository.</param>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string Relative(string path) => Path.GetRelativePath(Root, path);

    static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Analytics.sln")))
            folder = folder.Parent;

        return folder?.FullName ?? throw new DirectoryNotFoundException($"No Analytics.sln above {AppContext.BaseDirectory} ({here}).");
    }
}
