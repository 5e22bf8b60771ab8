namespace Analytics.Local;

/// <summary>Where things stand in this checkout.</summary>
public static class Repository
{
    /// <summary>The folder of Analytics.sln, above this program or the current folder.</summary>
    /// <exception cref="DirectoryNotFoundException">Neither lies in a checkout.</exception>
    public static string Root { get; } =
        Above(AppContext.BaseDirectory)
        ?? Above(Environment.CurrentDirectory)
        ?? throw new DirectoryNotFoundException($"No Analytics.sln above {AppContext.BaseDirectory} or {Environment.CurrentDirectory}.");

    /// <summary>release or debug: the build that this program belongs to, and that it starts the others from.</summary>
    public static string Configuration { get; } =
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)) is "release" ? "release" : "debug";

    /// <summary>The built assembly of a project, for <c>dotnet</c>.</summary>
    /// <exception cref="FileNotFoundException">It is not built.</exception>
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
