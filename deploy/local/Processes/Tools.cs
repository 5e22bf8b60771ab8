using System.Diagnostics;

namespace Analytics.Local.Processes;

/// <summary>Finds the machine's programs where deploy/tools.sh finds them, each when it is first needed.</summary>
static class Tools
{
    const int LeastPostgres = 15;

    static readonly Lazy<string> _java = new(() =>
        FindJava(Environment.GetEnvironmentVariable("JAVA_HOME"), Environment.GetEnvironmentVariable("PATH"))
    );
    static readonly Lazy<string> _postgresBin = new(() => FindPostgresBin(Environment.GetEnvironmentVariable("PATH")));

    /// <summary>The java of a JDK 17; Spark 3.5 supports no newer one.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static string Java => _java.Value;

    /// <summary>The folder of the newest PostgreSQL server of version 15 or later.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static string PostgresBin => _postgresBin.Value;

    /// <param name="home">The value of JAVA_HOME.</param>
    /// <param name="path">The value of PATH.</param>
    /// <param name="root">The folder that has <c>usr</c>.</param>
    /// <inheritdoc cref="Java"/>
    internal static string FindJava(string? home, string? path, string root = "/") =>
        new[] { string.IsNullOrEmpty(home) ? null : Path.Combine(home, "bin"), FolderOnPath(path, "java") }
            .Concat(Folders(Path.Combine(root, "usr/lib/jvm"), "*17*").Select(folder => Path.Combine(folder, "bin")))
            .OfType<string>()
            .Select(folder => Path.Combine(folder, "java"))
            .Where(IsExecutable)
            .Select(java => File.ResolveLinkTarget(java, returnFinalTarget: true)?.FullName ?? java)
            .FirstOrDefault(Is17)
        ?? throw new FileNotFoundException("No JDK 17: run deploy/prepare.sh.");

    /// <param name="path">The value of PATH.</param>
    /// <param name="root">The folder that has <c>usr</c>.</param>
    /// <inheritdoc cref="PostgresBin"/>
    internal static string FindPostgresBin(string? path, string root = "/") =>
        Folders(Path.Combine(root, "usr/lib/postgresql"), "*")
            .Concat(Folders(Path.Combine(root, "usr"), "pgsql-*"))
            .Select(folder => Path.Combine(folder, "bin"))
            .OrderByDescending(PostgresVersion)
            .Concat(FolderOnPath(path, "postgres") is { } onPath ? [onPath] : [])
            .FirstOrDefault(folder => PostgresVersion(folder) >= LeastPostgres)
        ?? throw new FileNotFoundException($"No PostgreSQL {LeastPostgres}: run deploy/prepare.sh.");

    // A JDK says its version in a file beside the folder bin.
    static bool Is17(string java) =>
        Path.Combine(Path.GetDirectoryName(java)!, "..", "release") is var release
        && File.Exists(release)
        && File.ReadLines(release).Any(line => line.StartsWith("JAVA_VERSION=\"17.", StringComparison.Ordinal));

    // "postgres (PostgreSQL) 15.14": the first number is the version; 0 where no cluster can be made.
    static int PostgresVersion(string folder)
    {
        var postgres = Path.Combine(folder, "postgres");
        if (!IsExecutable(postgres) || !IsExecutable(Path.Combine(folder, "initdb")))
            return 0;
        using var process = Process.Start(new ProcessStartInfo(postgres, ["--version"]) { RedirectStandardOutput = true })!;
        var digits = process.StandardOutput.ReadToEnd().SkipWhile(letter => !char.IsAsciiDigit(letter)).TakeWhile(char.IsAsciiDigit);
        process.WaitForExit();
        return int.TryParse([.. digits], out var version) ? version : 0;
    }

    static string? FolderOnPath(string? path, string program) =>
        path?.Split(':', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(folder => IsExecutable(Path.Combine(folder, program)));

    static bool IsExecutable(string file) => File.Exists(file) && File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute);

    static string[] Folders(string parent, string pattern) => Directory.Exists(parent) ? Directory.GetDirectories(parent, pattern) : [];
}
