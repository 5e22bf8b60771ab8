namespace Analytics.SparkBinding;

/// <summary>How the JVM is started when nobody started it for us.</summary>
public sealed record LaunchOptions
{
    /// <summary>Spark configuration, <c>spark.x</c> to value; default none. Reaches every session of the JVM.</summary>
    public IReadOnlyDictionary<string, string> Conf { get; init; } = new Dictionary<string, string>();

    /// <summary>Flags for java itself, such as <c>-Xmx2g</c> or <c>-XX:+UseParallelGC</c>; default none.</summary>
    public IReadOnlyList<string> JvmOptions { get; init; } = [];

    /// <summary>Variables set for the JVM, over those of this process; default none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>A folder with bin/spark-submit or with jars/; default SPARK_HOME, else .lib/spark in a parent folder.</summary>
    public string? SparkHome { get; init; }

    /// <summary>The file that takes the JVM's output, appended; default our standard error.</summary>
    public string? LogFile { get; init; }

    /// <summary>How long the JVM may take until it answers; default 2 minutes.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether losing the JVM ends this process with exit code 1; default only when Spark started us.</summary>
    public bool? ExitWhenJvmIsLost { get; init; }
}
