using System.Diagnostics;

namespace Docs.Tests;

/// <summary>The files that git tracks or would track.</summary>
static class RepositoryFiles
{
    static readonly string[] _texts =
    [
        ".cs",
        ".md",
        ".sql",
        ".sh",
        ".js",
        ".json",
        ".yml",
        ".yaml",
        ".xml",
        ".csproj",
        ".props",
        ".css",
        ".html",
    ];

    static readonly string[] _locks = ["-lock.json", ".lock.json"];

    /// <summary>The text files except lock files, relative to the repository.</summary>
    public static IEnumerable<string> Texts() =>
        All().Where(file => _texts.Contains(Path.GetExtension(file)) && !_locks.Any(file.EndsWith));

    public static IEnumerable<string> All() =>
        Git("ls-files", "--cached", "--others", "--exclude-standard").Where(file => File.Exists(Path.Combine(Pages.Root, file)));

    /// <summary>The lines that git prints, while it prints them.</summary>
    public static IEnumerable<string> Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = Pages.Root, RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        while (git.StandardOutput.ReadLine() is { } line)
            yield return line;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
