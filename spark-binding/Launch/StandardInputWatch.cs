namespace Analytics.SparkBinding.Launch;

/// <summary>Spark starts us with a pipe that nobody writes to: its end is the JVM's end.</summary>
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
