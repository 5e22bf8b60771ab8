namespace Analytics.Local.Processes;

/// <summary>The paths of this checkout.</summary>
public static class Repository
{
    /// <summary>The folder of Analytics.sln, above this program or the current folder.</summary>
    /// <exception cref="DirectoryNotFoundException">Neither is in a checkout.</exception>
    public static string Root { get; } =
        Above(AppContext.BaseDirectory)
        ?? Above(Environment.CurrentDirectory)
        ?? throw new DirectoryNotFoundException($"No Analytics.sln above {AppContext.BaseDirectory} or {Environment.CurrentDirectory}.");

    /// <summary>The build of this program and of the programs that it starts: release or debug.</summary>
    public static string Configuration { get; } =
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)) is "release" ? "release" : "debug";

    /// <summary>Returns the path of a project's built assembly, for <c>dotnet</c>.</summary>
    /// <exception cref="FileNotFoundException">The project is not built.</exception>
    public static string Assembly(string project)
    {
        var path = Path.Combine(Root, ".artifacts", "bin", project, Configuration, $"{project}.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built: dotnet build -c {Configuration}", path);
    }

    static string? Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Analytics.sln")))
                return at.FullName;
        }

        return null;
    }
}
