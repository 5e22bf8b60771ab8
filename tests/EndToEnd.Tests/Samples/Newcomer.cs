using System.Diagnostics;
using Analytics.Local.Components;
using Analytics.Testing.Processes;

namespace EndToEnd.Tests.Samples;

/// <summary>
/// A user with an empty home and an empty folder. The packages of other authors come from this machine's cache, so that no network is
/// needed; they are copied as from any feed.
/// </summary>
sealed class Newcomer : IDisposable
{
    // Outside of the repository, whose build settings must not help.
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("analytics-newcomer-");

    public Newcomer()
    {
        Directory.CreateDirectory(Work);
        Directory.CreateDirectory(Path.Combine(Home, ".nuget", "NuGet"));
        File.WriteAllText(
            Path.Combine(Home, ".nuget", "NuGet", "NuGet.Config"),
            $"""<configuration><packageSources><add key="cache" value="{Cache}" /></packageSources></configuration>"""
        );
    }

    /// <summary>The folder in which the newcomer works.</summary>
    public string Work => Path.Combine(_folder.FullName, "work");

    /// <summary>The packages that the newcomer has restored.</summary>
    public string Packages => Path.Combine(Home, ".nuget", "packages");

    string Home => Path.Combine(_folder.FullName, "home");

    static string Cache =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Runs commands in the folder; they must succeed.</summary>
    /// <returns>The standard output.</returns>
    public async Task<string> RunAsync(string commands, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", commands]) { WorkingDirectory = Work };
        start.Environment.Remove("NUGET_PACKAGES");
        start.Environment["HOME"] = Home;
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        // No build server may outlive the test.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["JAVA_TOOL_OPTIONS"] = FastCompiler.ToolOptions;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var bash = await Ran.ToEndAsync(start);
        Assert.True(bash.Code == 0, $"{bash.Code}: {commands}\n{bash.Output}\n{bash.Errors}");
        return bash.Output;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
