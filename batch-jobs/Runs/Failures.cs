using Analytics.Hosting;
using Microsoft.Spark;

namespace Analytics.BatchJobs.Runs;

/// <summary>The failures of jobs as sentences and exit codes.</summary>
static class Failures
{
    /// <summary>The message of a job that got SIGTERM.</summary>
    public const string Stopped = "stopped before the end";

    const string WhoMay = "Connect as analytics_batch, and run Analytics.Warehouse migrate after an update.";

    /// <returns>Null for a failure that is an error of the program: its stack is the message.</returns>
    public static (int ExitCode, string Sentence)? Of(Exception error) =>
        error switch
        {
            JobException known => (known.ExitCode, known.Message),
            OperationCanceledException => (ExitCodes.Failed, Stopped),
            TimeoutException busy => (ExitCodes.InUse, busy.Message),
            _ when PostgresFailure.Explains(error) => Words(PostgresFailure.Of(error, WhoMay)),
            _ when Jvm(error) is { } spark => (ExitCodes.Failed, $"Spark says: {FirstLine(spark.Message)}"),
            IOException or UnauthorizedAccessException => (ExitCodes.Unavailable, error.Message),
            _ => null,
        };

    static (int, string) Words(PostgresFailure failure) => (failure.ExitCode, failure.Sentence);

    /// <summary>Returns the JVM's exception among the inner ones: Microsoft.Spark's class has no method that finds it.</summary>
    public static JvmException? Jvm(Exception? error) => error is null or JvmException ? error as JvmException : Jvm(error.InnerException);

    static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd();
}
