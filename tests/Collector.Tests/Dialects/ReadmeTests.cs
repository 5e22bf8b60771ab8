using System.Diagnostics;
using System.Text.RegularExpressions;
using Analytics.Local.Processes;
using Collector.Tests.Running;

namespace Collector.Tests.Dialects;

/// <summary>Each curl command of collector/README.md has the documented answer.</summary>
public sealed partial class ReadmeTests(RunningCollector running)
{
    public static TheoryData<string> Commands =>
        [
            .. Block()
                .Matches(File.ReadAllText(Path.Combine(Repository.Root, "collector", "README.md")))
                .Select(match => match.Groups[1].Value),
        ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Shows_commands_that_work(string command)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, WorkingDirectory = Repository.Root };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command);
        start.Environment["URL"] = running.Collector.Url.ToString().TrimEnd('/');
        start.Environment["KEY"] = RunningCollector.BrowserKey;
        using var bash = Process.Start(start)!;
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);

        // The answer equals the one on the page, where the page has one.
        if (Shown().Match(command) is { Success: true } shown)
        {
            Assert.EndsWith(shown.Groups[1].Value, output);
        }
        else
        {
            // An example with a fixed id is a duplicate, in part or whole, when another test has sent it before; under load the spool may
            // have it.
            Assert.Matches(
                "\"durability\":\"(kafka|spool)\",\"accepted\":(0,\"duplicate\":[12]|1,\"duplicate\":[01]|2,\"duplicate\":0),"
                    + "\"rejected\":0,",
                output
            );
        }
    }

    [GeneratedRegex("```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^# (?:\\.\\.\\. )?(.*)$", RegexOptions.Multiline)]
    private static partial Regex Shown();
}
