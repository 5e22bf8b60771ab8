using System.Runtime.InteropServices;
using Analytics.Local.Processes;

namespace Local.Tests.Services;

/// <summary>A systemd unit below deploy.</summary>
sealed class ServiceUnit
{
    static readonly string _deploy = Path.Combine(Repository.Root, "deploy");

    static readonly Dictionary<string, string> _files = Directory
        .GetFiles(_deploy, "*.service", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file));

    readonly IReadOnlyList<string> _lines;

    /// <param name="name">The file's name without its end: <c>analytics-collector</c>.</param>
    public ServiceUnit(string name)
    {
        // The installed folders and .NET are here this checkout and the .NET of this process.
        Text = File.ReadAllText(_files[name])
            .Replace("/opt/analytics/gateway", Path.Combine(_deploy, "gateway"), StringComparison.Ordinal)
            .Replace("/opt/analytics", Repository.Root, StringComparison.Ordinal)
            .Replace(
                "/usr/bin/dotnet",
                Path.GetFullPath($"{RuntimeEnvironment.GetRuntimeDirectory()}/../../../dotnet"),
                StringComparison.Ordinal
            );
        _lines = Text.Split('\n');
    }

    /// <summary>The names of all units.</summary>
    public static IEnumerable<string> Names => _files.Keys;

    public string Text { get; }

    public IReadOnlyList<string> Command => Of("ExecStart").Single().Split(' ');

    /// <summary>The variables that the unit itself sets.</summary>
    public IReadOnlyDictionary<string, string> Variables =>
        Of("Environment")
            .SelectMany(line => line.Split(' '))
            .Select(text => text.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>The values of a setting, a line each.</summary>
    public IEnumerable<string> Of(string setting) =>
        _lines.Where(line => line.StartsWith($"{setting}=", StringComparison.Ordinal)).Select(line => line[(setting.Length + 1)..]);
}
