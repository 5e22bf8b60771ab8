namespace Analytics.SparkBinding.Launch;

/// <summary>Spark's launcher as a command line: its script, or java with the jars (sections 10b and 10c of the protocol).</summary>
static class JvmCommandLine
{
    static readonly string[] _opened =
    [
        "java.lang",
        "java.lang.invoke",
        "java.lang.reflect",
        "java.io",
        "java.net",
        "java.nio",
        "java.util",
        "java.util.concurrent",
        "java.util.concurrent.atomic",
        "sun.nio.ch",
        "sun.nio.cs",
        "sun.security.action",
        "sun.util.calendar",
    ];

    static readonly string[] _agents = ["-javaagent", "-agentlib", "-agentpath", "StartFlightRecording"];

    // The JVM reads more options from these.
    static readonly string[] _variables = ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"];

    /// <summary>Returns SparkSubmit with its settings; the caller appends the application.</summary>
    public static IReadOnlyList<string> Submit(SparkHome home, LaunchOptions options) =>
        [.. home.HasSubmitScript ? BySpark(home, options) : ByJava(home, options), .. Conf(options)];

    static IEnumerable<string> Conf(LaunchOptions options) => options.Conf.SelectMany(c => new[] { "--conf", $"{c.Key}={c.Value}" });

    // Spark refuses a heap size among the java options, so it is passed by Spark's own flag.
    static IEnumerable<string> BySpark(SparkHome home, LaunchOptions options)
    {
        yield return home.SubmitScript;
        var heap = options.JvmOptions.LastOrDefault(o => o.StartsWith("-Xmx", StringComparison.Ordinal));
        if (heap is not null)
        {
            yield return "--driver-memory";
            yield return heap[4..];
        }

        var others = options.JvmOptions.Where(o => !o.StartsWith("-Xmx", StringComparison.Ordinal)).ToList();
        if (others.Count > 0)
        {
            yield return "--driver-java-options";
            yield return string.Join(' ', others);
        }
    }

    // The script converts these two settings to flags of java; without it this method does.
    static IEnumerable<string> ByJava(SparkHome home, LaunchOptions options)
    {
        yield return Java();
        foreach (var package in _opened)
            yield return $"--add-opens=java.base/{package}=ALL-UNNAMED";
        if (options.Conf.TryGetValue("spark.driver.memory", out var memory))
            yield return $"-Xmx{memory}";
        if (options.Conf.TryGetValue("spark.driver.extraJavaOptions", out var extra))
        {
            foreach (var option in extra.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                yield return option;
        }

        foreach (var option in options.JvmOptions.Concat(HasAgent(options) ? [] : Archived(home)))
            yield return option;
        yield return "-cp";
        yield return Path.Combine(home.Jars, "*");
        yield return "org.apache.spark.deploy.SparkSubmit";
    }

    // The JVM ignores an archive that does not fit, and the last two options keep it silent about that.
    static string[] Archived(SparkHome home) =>
        File.Exists(home.ClassArchive) ? [$"-XX:SharedArchiveFile={home.ClassArchive}", "-Xlog:cds=off", "-Xlog:cds+dynamic=off"] : [];

    // JDK 17 crashes on archived classes when an agent sees classes as they load; a flight recording from the start is one.
    static bool HasAgent(LaunchOptions options) =>
        options
            .JvmOptions.Append(options.Conf.GetValueOrDefault("spark.driver.extraJavaOptions"))
            .Concat(_variables.Select(Environment.GetEnvironmentVariable))
            .Any(text => text is not null && _agents.Any(agent => text.Contains(agent, StringComparison.Ordinal)));

    static string Java() =>
        Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } home && File.Exists(Path.Combine(home, "bin", "java"))
            ? Path.Combine(home, "bin", "java")
            : "java";
}
