using System.Diagnostics;
using Analytics.SparkBinding;
using Analytics.SparkBinding.Launch;
using Analytics.SparkBinding.Protocol;

namespace SparkBinding.Tests.Launch;

/// <summary>We start Spark: section 10b of the protocol.</summary>
public sealed class OwnJvmTests(SparkJvm jvm)
{
    [Fact]
    public void Signals_do_not_reach_the_JVM_but_its_death_reaches_every_call()
    {
        using var client = Start(out var jvmId);
        TestProcess.Signal("INT", jvmId);
        TestProcess.Signal("TERM", jvmId);
        client.Tell("call");
        Assert.Equal("2", client.Line("answer"));

        TestProcess.Signal("KILL", jvmId);
        Assert.StartsWith("JvmLostException: the JVM is gone: ", client.Line("pending"), StringComparison.Ordinal);
        client.Tell("call");
        Assert.StartsWith("JvmLostException: the JVM is gone: ", client.Line("answer"), StringComparison.Ordinal);
        client.EndInput();
        Assert.Equal(3, client.ExitCode());
    }

    [Fact]
    public void A_process_without_free_descriptors_fails_its_call_and_not_the_JVM()
    {
        using var client = new TestProcess([TestProcess.TestExecutable, "job", "flows", jvm.NewFolder()]);
        client.Line("ready");
        client.Tell("call");
        Assert.Equal("2", client.Line("answer"));

        Descriptors(client.Id, 1);
        client.Tell("call");
        Assert.StartsWith(
            "InvalidOperationException: this process can open no connection to the JVM: ",
            client.Line("answer"),
            StringComparison.Ordinal
        );

        Descriptors(client.Id, 1024);
        client.Tell("call");
        Assert.Equal("2", client.Line("answer"));
        client.EndInput();
        Assert.Equal(0, client.ExitCode());
        static void Descriptors(int process, int limit) =>
            Process.Start("prlimit", ["--pid", $"{process}", $"--nofile={limit}:"]).WaitForExit();
    }

    [Fact]
    public void A_killed_client_leaves_no_JVM_behind()
    {
        using var client = Start(out var jvmId);
        Assert.True(TestProcess.IsAlive(jvmId));
        TestProcess.Signal("KILL", client.Id);
        JvmAssert.Eventually(() => !TestProcess.IsAlive(jvmId), "the JVM outlives who started it", 30);
    }

    [Fact]
    public void After_a_shutdown_the_JVM_has_ended_and_another_can_be_launched()
    {
        using var client = new TestProcess([TestProcess.TestExecutable, "job", "twice", jvm.NewFolder()]);
        Assert.StartsWith("True JvmLostException", client.Line("ended"), StringComparison.Ordinal);
        Assert.StartsWith("True JvmLostException", client.Line("ended"), StringComparison.Ordinal);
        Assert.Equal(0, client.ExitCode());
    }

    [Fact]
    public void A_wrong_secret_is_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new JvmClient(JvmHost.Current.Port, "wrong", JvmHost.Current.Bridge));
        Assert.Contains("refused", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_launch_is_refused() => Assert.Throws<InvalidOperationException>(() => JvmHost.Launch(new LaunchOptions()));

    [Fact]
    public void A_JVM_that_does_not_start_is_reported_with_its_exit_code()
    {
        var log = Path.Combine(jvm.NewFolder(), "jvm.log");
        var error = Assert.Throws<InvalidOperationException>(() =>
            LaunchedJvm.Start(new LaunchOptions { JvmOptions = ["-XX:NoSuchOption"], LogFile = log })
        );
        Assert.Contains("exit code 1", error.Message, StringComparison.Ordinal);
        Assert.Contains(log, error.Message, StringComparison.Ordinal);
        Assert.Contains("NoSuchOption", File.ReadAllText(log), StringComparison.Ordinal);
    }

    [Fact]
    public void The_secret_is_not_printed() =>
        Assert.DoesNotContain("topsecret", new ConnectionInfo(1, "topsecret").ToString(), StringComparison.Ordinal);

    TestProcess Start(out long jvmId)
    {
        var client = new TestProcess([TestProcess.TestExecutable, "job", "own", jvm.NewFolder()]);
        jvmId = long.Parse(client.Line("ready").Split(' ')[1]);
        return client;
    }
}
