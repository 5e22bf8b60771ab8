using Analytics.SparkBinding;
using Analytics.SparkBinding.Launch;

namespace SparkBinding.Tests.Launch;

public sealed class JvmCommandLineTests(SparkJvm jvm)
{
    static readonly LaunchOptions _options = new()
    {
        JvmOptions = ["-Xmx2g", "-XX:+UseParallelGC", "-Dx=y"],
        Conf = new Dictionary<string, string> { ["spark.master"] = "local[1]" },
    };

    [Fact]
    public void Jars_alone_are_started_by_java()
    {
        var home = new SparkHome(jvm.NewFolder());
        Directory.CreateDirectory(home.Jars);
        var command = JvmCommandLine.Submit(home, _options);
        Assert.EndsWith("java", command[0], StringComparison.Ordinal);
        Assert.Equal(13, command.Count(a => a.StartsWith("--add-opens=java.base/", StringComparison.Ordinal)));
        Assert.Equal(
            [
                "-Xmx2g",
                "-XX:+UseParallelGC",
                "-Dx=y",
                "-cp",
                home.Jars + "/*",
                "org.apache.spark.deploy.SparkSubmit",
                "--conf",
                "spark.master=local[1]",
            ],
            command.Skip(14)
        );
    }

    [Theory]
    [InlineData("no archive")]
    [InlineData("")]
    public void An_archive_of_classes_that_does_not_fit_changes_nothing(string content)
    {
        var home = new SparkHome(jvm.NewFolder());
        Directory.CreateDirectory(home.Jars);
        File.WriteAllText(home.ClassArchive, content);
        var command = JvmCommandLine.Submit(home, new LaunchOptions());
        Assert.Contains($"-XX:SharedArchiveFile={home.ClassArchive}", command);
        var options = command.Skip(1).TakeWhile(part => part != "-cp");
        using var java = new TestProcess([command[0], .. options, "-version"]);
        Assert.StartsWith("openjdk version \"17", java.Line(), StringComparison.Ordinal);
        Assert.Equal(0, java.ExitCode());
    }

    [Theory]
    [InlineData("-javaagent:metrics.jar", null)]
    [InlineData("-XX:StartFlightRecording=filename=start.jfr", null)]
    [InlineData(null, "-Dx=y -agentpath:/opt/profiler.so")]
    public void A_JVM_with_an_agent_has_no_archive_of_classes_since_it_would_crash(string? option, string? extra)
    {
        var options = new LaunchOptions { JvmOptions = option is null ? [] : [option] };
        if (extra is not null)
            options = options with { Conf = new Dictionary<string, string> { ["spark.driver.extraJavaOptions"] = extra } };
        var home = new SparkHome(jvm.NewFolder());
        Directory.CreateDirectory(home.Jars);
        File.WriteAllText(home.ClassArchive, "");
        Assert.DoesNotContain($"-XX:SharedArchiveFile={home.ClassArchive}", JvmCommandLine.Submit(home, options));
    }

    [Fact]
    public void This_JVM_uses_the_archive_of_its_classes()
    {
        var home = SparkHome.Find(null);
        Assert.SkipWhen(home.HasSubmitScript, "a distribution has no archive");
        Assert.Contains(home.ClassArchive, File.ReadAllText($"/proc/{JvmHost.JvmProcessId}/maps"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_distribution_is_started_by_its_script_which_wants_the_heap_apart()
    {
        var home = Distribution();
        Assert.Equal(
            [
                home.SubmitScript,
                "--driver-memory",
                "2g",
                "--driver-java-options",
                "-XX:+UseParallelGC -Dx=y",
                "--conf",
                "spark.master=local[1]",
            ],
            JvmCommandLine.Submit(home, _options)
        );
    }

    [Fact]
    public void A_distribution_gets_the_options_for_java_of_both_places_and_the_heap_of_the_flags()
    {
        var options = _options with
        {
            Conf = new Dictionary<string, string>
            {
                ["spark.driver.extraJavaOptions"] = "-Dx=z -Da=b",
                ["spark.driver.memory"] = "1g",
                ["spark.master"] = "local[1]",
            },
        };
        var home = Distribution();
        string[] settings = ["--conf", "spark.master=local[1]"];
        Assert.Equal(
            ["--driver-memory", "2g", "--driver-java-options", "-Dx=z -Da=b -XX:+UseParallelGC -Dx=y", .. settings],
            JvmCommandLine.Submit(home, options).Skip(1)
        );
        Assert.Equal(
            ["--driver-memory", "1g", "--driver-java-options", "-Dx=z -Da=b", .. settings],
            JvmCommandLine.Submit(home, options with { JvmOptions = [] }).Skip(1)
        );
    }

    [Fact]
    public void A_folder_that_is_no_Spark_home_is_named()
    {
        var folder = jvm.NewFolder();
        var error = Assert.Throws<InvalidOperationException>(() => SparkHome.Find(folder));
        Assert.Contains(folder, error.Message, StringComparison.Ordinal);
    }

    SparkHome Distribution()
    {
        var home = new SparkHome(jvm.NewFolder());
        Directory.CreateDirectory(Path.GetDirectoryName(home.SubmitScript)!);
        File.WriteAllText(home.SubmitScript, "");
        return home;
    }
}
