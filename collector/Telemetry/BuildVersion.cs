using System.Reflection;

namespace Analytics.Collector.Telemetry;

/// <summary>The version that the build gave this program.</summary>
static class BuildVersion
{
    public static string Text { get; } =
        typeof(BuildVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
