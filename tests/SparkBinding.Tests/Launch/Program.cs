using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace SparkBinding.Tests.Launch;

static class Program
{
    public static Task<int> Main(string[] args) =>
        args switch
        {
            ["job", var job, .. var rest] => Task.FromResult(TestJob.Run(job, rest)),
            _ when args.Contains("--server") => TestPlatformTestFramework.RunAsync(
                args,
                SelfRegisteredExtensions.AddSelfRegisteredExtensions
            ),
            _ => ConsoleRunner.Run(args),
        };
}
