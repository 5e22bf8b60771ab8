using System.Runtime.Versioning;
using Analytics.SparkBinding.Launch;

namespace SparkBinding.Tests.Launch;

/// <summary>The master that spark-submit.sh gives to a distribution's spark-submit, which is a script in these tests.</summary>
[SupportedOSPlatform("linux")]
public sealed class SubmitScriptTests(SparkJvm jvm)
{
    [Theory]
    [InlineData("local[4] 127.0.0.1")]
    [InlineData("local[1] 127.0.0.1", "--conf", "spark.master=local[1]")]
    [InlineData("yarn", "-c", "spark.master=yarn")]
    [InlineData("spark://host:7077", "--conf=spark.master=spark://host:7077")]
    [InlineData("local[2] 127.0.0.1", "--master", "local[2]", "--conf", "spark.master=yarn")]
    [InlineData("yarn", "--conf", "spark.ui.enabled=false", "--conf", "spark.master=local[1]", "--conf=spark.master=yarn")]
    [InlineData("local[4] 127.0.0.1", "--conf", "spark.app.name=spark.master=yarn")]
    public void The_master_is_that_of_the_flag_or_else_of_the_setting(string expected, params string[] options)
    {
        var home = new SparkHome(jvm.NewFolder());
        var program = Path.Combine(home.Path, "Job.dll");
        File.WriteAllText(program, "");
        Directory.CreateDirectory(Path.GetDirectoryName(home.SubmitScript)!);
        File.WriteAllText(home.SubmitScript, "#!/bin/sh\necho submitted $1 $2 $SPARK_LOCAL_IP\n");
        File.SetUnixFileMode(home.SubmitScript, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var script = new TestProcess(
            [Script(), .. options, program],
            new Dictionary<string, string> { ["SPARK_HOME"] = home.Path, ["SPARK_LOCAL_IP"] = "" }
        );
        Assert.Equal($"--master {expected}", script.Line("submitted"));
        Assert.Equal(0, script.ExitCode());
    }

    static string Script()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "spark-submit.sh")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "spark-submit.sh");
    }
}
