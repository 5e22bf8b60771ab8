using Analytics.Local.Processes;

namespace Analytics.Local.Components;

/// <summary>
/// Options for a JVM that has little to do: a JVM ends, or rests, before its optimizing compiler is done, which takes half of its CPU time
/// until then. The fast compiler alone has 48 MB for its code by default, too few for many queries.
/// </summary>
public static class FastCompiler
{
    /// <summary>For a java whose code is small.</summary>
    public static IReadOnlyList<string> Java { get; } = ["-XX:TieredStopAtLevel=1"];

    /// <summary>For a program that starts JVMs itself: the value of the variable JAVA_TOOL_OPTIONS.</summary>
    public const string ToolOptions = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m";

    public static IReadOnlyList<string> Driver { get; } = ["--driver-java-options", ToolOptions];

    public static IReadOnlyList<string> Executors { get; } =
    ["--conf", $"spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 {string.Join(' ', ClassArchive.Options("spark"))}"];
}
