namespace Analytics.SparkBinding.Launch;

/// <summary>The folder of Spark's jars: a Spark distribution, or a folder with only <c>jars/</c>.</summary>
sealed record SparkHome(string Path)
{
    public string SubmitScript => System.IO.Path.Combine(Path, "bin", "spark-submit");

    public string Jars => System.IO.Path.Combine(Path, "jars");

    /// <summary>The archive of the jars' classes that deploy/class-archives.sh makes; a JVM starts faster with it.</summary>
    public string ClassArchive => System.IO.Path.Combine(Path, "classes.jsa");

    public bool HasSubmitScript => File.Exists(SubmitScript);

    bool Exists => HasSubmitScript || Directory.Exists(Jars);

    /// <summary>
    /// Returns the named folder, else SPARK_HOME, else .lib/spark in a parent folder of the program, else of the current folder.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such folder; the message names the places.</exception>
    public static SparkHome Find(string? named)
    {
        if ((named ?? Environment.GetEnvironmentVariable("SPARK_HOME")) is { Length: > 0 } path)
        {
            var home = new SparkHome(System.IO.Path.GetFullPath(path));
            return home.Exists
                ? home
                : throw new InvalidOperationException($"{home.Path} is no Spark home: it has neither bin/spark-submit nor jars/");
        }

        return Above(AppContext.BaseDirectory)
            ?? Above(Environment.CurrentDirectory)
            ?? throw new InvalidOperationException(
                $"no Spark found: SPARK_HOME is not set, and there is no .lib/spark above {AppContext.BaseDirectory} "
                    + $"or {Environment.CurrentDirectory}"
            );
    }

    static SparkHome? Above(string folder)
    {
        for (var d = new DirectoryInfo(folder); d is not null; d = d.Parent)
        {
            var home = new SparkHome(System.IO.Path.Combine(d.FullName, ".lib", "spark"));
            if (home.Exists)
                return home;
        }

        return null;
    }
}
