namespace Analytics.Local.Processes;

/// <summary>Finds the machine's programs with deploy/tools.sh.</summary>
static class Tools
{
    /// <summary>The java of a JDK 17; Spark 3.5 supports no newer one.</summary>
    public static string Java { get; } =
        JavaHomes().Where(Is17).Select(home => Path.Combine(home, "bin", "java")).FirstOrDefault()
        ?? throw new FileNotFoundException("No JDK 17: run deploy/prepare.sh.");

    /// <summary>The folder of the newest PostgreSQL server of version 15 or later.</summary>
    public static string PostgresBin { get; } =
        Folders("/usr/lib/postgresql", "*")
            .Concat(Folders("/usr", "pgsql-*"))
            .Select(folder => (folder, version: Version(folder)))
            .Where(found => found.version >= 15 && File.Exists(Path.Combine(found.folder, "bin", "initdb")))
            .OrderByDescending(found => found.version)
            .Select(found => Path.Combine(found.folder, "bin"))
            .FirstOrDefault()
        ?? throw new FileNotFoundException("No PostgreSQL 15: run deploy/prepare.sh.");

    static IEnumerable<string> JavaHomes() =>
        Folders("/usr/lib/jvm", "*17*").Prepend(Environment.GetEnvironmentVariable("JAVA_HOME") ?? "");

    static bool Is17(string home) =>
        File.Exists(Path.Combine(home, "release"))
        && File.ReadAllText(Path.Combine(home, "release")).Contains("JAVA_VERSION=\"17", StringComparison.Ordinal);

    static int Version(string folder) => int.TryParse(Path.GetFileName(folder).Split('-')[^1], out var version) ? version : 0;

    static string[] Folders(string parent, string pattern) => Directory.Exists(parent) ? Directory.GetDirectories(parent, pattern) : [];
}
