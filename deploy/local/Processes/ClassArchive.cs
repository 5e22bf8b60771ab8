namespace Analytics.Local.Processes;

/// <summary>The archives of classes that deploy/class-archives.sh makes; a JVM starts faster with one.</summary>
public static class ClassArchive
{
    /// <summary>Options for a java with the jars of .lib/kafka or .lib/spark; none without an archive.</summary>
    /// <param name="library"><c>kafka</c> or <c>spark</c>.</param>
    public static IReadOnlyList<string> Options(string library)
    {
        var archive = Path.Combine(Repository.Root, ".lib", library, "classes.jsa");
        // The JVM ignores an archive that does not fit, and the last two options keep it silent about that.
        return File.Exists(archive) ? [$"-XX:SharedArchiveFile={archive}", "-Xlog:cds=off", "-Xlog:cds+dynamic=off"] : [];
    }
}
