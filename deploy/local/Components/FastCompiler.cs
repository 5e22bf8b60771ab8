using Analytics.Local.Processes;

namespace Analytics.Local.Components;

/// <summary>
/// Options for a JVM that ends, or rests, before its optimizing compiler is done, which takes half of its CPU time until then. The fast
/// compiler alone has 48 MB for its code by default, too few for many queries.
/// </summary>
public static class FastCompiler
{
    /// <summary>Options for a JVM that runs little code.</summary>
    public static IReadOnlyList<string> Java { get; } = ["-XX:TieredStopAtLevel=1"];

    /// <summary>The value of JAVA_TOOL_OPTIONS for a program that starts JVMs itself.</summary>
    public const string ToolOptions = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m";

    public static IReadOnlyList<string> Driver { get; } = ["--driver-java-options", ToolOptions];

    public static IReadOnlyList<string> Executors { get; } =
    ["--conf", $"spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 {string.Join(' ', ClassArchive.Options("spark"))}"];
}
