namespace Analytics.SparkBinding.Launch;

/// <summary>
/// Detects the end of the JVM that started this process: it closes the pipe to standard input, to which nothing is written.
/// </summary>
static class StandardInputWatch
{
    public static void Start(Action ended) =>
        new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            Span<byte> nothing = stackalloc byte[64];
            while (input.Read(nothing) > 0) { }

            ended();
        })
        {
            IsBackground = true,
            Name = "spark-stdin",
        }.UnsafeStart();
}
