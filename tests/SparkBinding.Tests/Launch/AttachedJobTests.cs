using Analytics.SparkBinding;
using Analytics.SparkBinding.Launch;

namespace SparkBinding.Tests.Launch;

/// <summary>Spark starts us: section 10a of the protocol, submitted as spark-submit.sh does.</summary>
public sealed class AttachedJobTests(SparkJvm jvm)
{
    readonly string _log = Path.Combine(jvm.NewFolder(), "job.log");

    [Fact]
    public void A_job_gets_its_arguments_and_its_exit_code_is_that_of_the_submission()
    {
        using var submission = Submit("exit", "a b", "--flag", "4");
        Assert.Equal("7", submission.Line("rows"));
        Assert.Equal("a b|--flag|4", submission.Line("args"));
        Assert.Equal("True", submission.Line("attached"));
        Assert.Equal("in a child False", submission.Line("secret"));
        Assert.Equal(4, submission.ExitCode());
    }

    [Fact]
    public void A_killed_JVM_ends_the_job_with_an_error()
    {
        using var submission = Submit("wait", _log);
        var job = Ready(submission);
        TestProcess.Signal("KILL", submission.Id);
        JvmAssert.Eventually(() => !TestProcess.IsAlive(job), "the job lives on without its JVM");
        Assert.StartsWith("lost: ", File.ReadAllText(_log), StringComparison.Ordinal);
    }

    [Fact]
    public void Terminating_the_submission_calls_the_hook_with_the_context_alive()
    {
        using var submission = Submit("hook", _log);
        var job = Ready(submission);
        TestProcess.Signal("TERM", submission.Id);
        Assert.Equal(143, submission.ExitCode());
        JvmAssert.Eventually(() => !TestProcess.IsAlive(job), "the job lives on without its JVM");
        Assert.StartsWith("hook: rows 7\nlost: ", File.ReadAllText(_log), StringComparison.Ordinal);
    }

    static int Ready(TestProcess submission) => int.Parse(submission.Line("ready").Split(' ')[0]);

    static TestProcess Submit(params string[] jobAndArgs)
    {
        var options = new LaunchOptions
        {
            JvmOptions = ["-Xmx512m", "-XX:TieredStopAtLevel=1"],
            Conf = new Dictionary<string, string>
            {
                ["spark.master"] = "local[1]",
                ["spark.ui.enabled"] = "false",
                ["spark.pyspark.driver.python"] = TestProcess.TestExecutable,
            },
        };
        string[] runner = ["--class", "org.apache.spark.deploy.PythonRunner", "spark-internal", "job", ""];
        return new(
            [.. JvmCommandLine.Submit(SparkHome.Find(null), options), .. runner, .. jobAndArgs],
            new Dictionary<string, string> { ["SPARK_LOCAL_IP"] = "127.0.0.1" }
        );
    }
}
