namespace Analytics.SparkBinding;

/// <summary>Options for the JVM that this process starts.</summary>
public sealed record LaunchOptions
{
    /// <summary>The Spark configuration, <c>spark.x</c> to value, for every session of the JVM; default none.</summary>
    public IReadOnlyDictionary<string, string> Conf { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The flags for java itself, such as <c>-Xmx2g</c> or <c>-XX:+UseParallelGC</c>; default none. They follow those of
    /// <c>spark.driver.extraJavaOptions</c>, and <c>-Xmx</c> overrides <c>spark.driver.memory</c>.
    /// </summary>
    public IReadOnlyList<string> JvmOptions { get; init; } = [];

    /// <summary>The environment variables of the JVM, in addition to those of this process; default none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>A folder with bin/spark-submit or with jars/; default SPARK_HOME, else .lib/spark in a parent folder.</summary>
    public string? SparkHome { get; init; }

    /// <summary>The file to which the JVM's output is appended; default the standard error of this process.</summary>
    public string? LogFile { get; init; }

    /// <summary>The time that the JVM has to answer; default 2 minutes.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// True when the loss of the JVM ends this process with exit code 1; default true only when Spark started the process.
    /// </summary>
    public bool? ExitWhenJvmIsLost { get; init; }
}
