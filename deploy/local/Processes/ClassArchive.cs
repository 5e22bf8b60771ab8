namespace Analytics.Local.Processes;

/// <summary>The archives of classes that deploy/class-archives.sh makes; a JVM starts faster with one.</summary>
public static class ClassArchive
{
    static readonly string[] _agents = ["-javaagent", "-agentlib", "-agentpath", "StartFlightRecording"];

    // The JVM reads more options from these.
    static readonly string[] _variables = ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"];

    /// <summary>Options for a java with the jars of .lib/kafka or .lib/spark; none without an archive.</summary>
    /// <param name="library"><c>kafka</c> or <c>spark</c>.</param>
    public static IReadOnlyList<string> Options(string library)
    {
        var archive = Path.Combine(Repository.Root, ".lib", library, "classes.jsa");
        // The JVM ignores an archive that does not fit, and the last two options keep it silent about that.
        return File.Exists(archive) && !HasAgent() ? [$"-XX:SharedArchiveFile={archive}", "-Xlog:cds=off", "-Xlog:cds+dynamic=off"] : [];
    }

    // JDK 17 crashes on archived classes when an agent sees classes as they load; a flight recording from the start is one.
    static bool HasAgent() =>
        _variables
            .Select(Environment.GetEnvironmentVariable)
            .Any(text => text is not null && _agents.Any(agent => text.Contains(agent, StringComparison.Ordinal)));
}
