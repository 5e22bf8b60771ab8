using System.Reflection;

namespace Analytics.Collector.Telemetry;

/// <summary>The version set by the build.</summary>
static class BuildVersion
{
    public static string Text { get; } =
        typeof(BuildVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
