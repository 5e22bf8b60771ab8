namespace SparkGateway.Tests.Launch;

/// <summary>What this executable does when it is not the test runner but a job.</summary>
internal static class TestJob
{
    public static int Run(string job, string[] args) => throw new NotSupportedException(job + args.Length);
}
