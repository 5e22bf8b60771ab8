namespace Analytics.SparkBinding.Launch;

/// <summary>Spark's launcher as a command line: its script, or java with the jars (sections 10b and 10c of the protocol).</summary>
static class JvmCommandLine
{
    const string Memory = "spark.driver.memory";
    const string JavaOptions = "spark.driver.extraJavaOptions";

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
        home.HasSubmitScript
            ? [.. BySpark(home, options), .. Conf(options.Conf.Where(c => c.Key is not (Memory or JavaOptions)))]
            : [.. ByJava(home, options), .. Conf(options.Conf)];

    static IEnumerable<string> Conf(IEnumerable<KeyValuePair<string, string>> conf) =>
        conf.SelectMany(c => new[] { "--conf", $"{c.Key}={c.Value}" });

    // Spark refuses a heap size among the java options, so it is passed by Spark's own flag. A setting after a flag would replace it, so
    // each flag joins the setting and the options.
    static IEnumerable<string> BySpark(SparkHome home, LaunchOptions options)
    {
        yield return home.SubmitScript;
        var heap = options.JvmOptions.LastOrDefault(IsHeap)?[4..] ?? options.Conf.GetValueOrDefault(Memory);
        if (heap is not null)
        {
            yield return "--driver-memory";
            yield return heap;
        }

        var others = options.JvmOptions.Where(o => !IsHeap(o)).ToList();
        if (options.Conf.TryGetValue(JavaOptions, out var extra))
            others.Insert(0, extra);
        if (others.Count > 0)
        {
            yield return "--driver-java-options";
            yield return string.Join(' ', others);
        }
    }

    static bool IsHeap(string option) => option.StartsWith("-Xmx", StringComparison.Ordinal);

    // The script converts these two settings to flags of java; without it this method does.
    static IEnumerable<string> ByJava(SparkHome home, LaunchOptions options)
    {
        yield return Java();
        foreach (var package in _opened)
            yield return $"--add-opens=java.base/{package}=ALL-UNNAMED";
        if (options.Conf.TryGetValue(Memory, out var memory))
            yield return $"-Xmx{memory}";
        if (options.Conf.TryGetValue(JavaOptions, out var extra))
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
            .JvmOptions.Append(options.Conf.GetValueOrDefault(JavaOptions))
            .Concat(_variables.Select(Environment.GetEnvironmentVariable))
            .Any(text => text is not null && _agents.Any(agent => text.Contains(agent, StringComparison.Ordinal)));

    static string Java() =>
        Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } home && File.Exists(Path.Combine(home, "bin", "java"))
            ? Path.Combine(home, "bin", "java")
            : "java";
}
