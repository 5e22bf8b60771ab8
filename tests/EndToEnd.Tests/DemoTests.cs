using System.Diagnostics;
using System.Text.Json;
using Analytics.Local.Components;
using Analytics.Local.Processes;
using Analytics.Testing;
using Analytics.Testing.Waiting;

namespace EndToEnd.Tests;

/// <summary>./demo.sh, once everything is built.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Ends_with_0_one_line_of_figures_and_no_process_left()
    {
        using var folder = new TestFolder();
        var start = new ProcessStartInfo(
            "dotnet",
            [Repository.Assembly("Analytics.Local"), "demo", "--for", "15s", "--rate", "200", "--folder", Path.Combine(folder.Path, "demo")]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["JAVA_TOOL_OPTIONS"] = FastCompiler.ToolOptions;
        using var demo = Process.Start(start)!;
        var processes = new SeenProcesses(demo.Id);
        var output = demo.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = demo.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Poll.UntilAsync(
            () => Task.FromResult(processes.Look().Count),
            _ => demo.HasExited,
            count => $"the demo ends, {count} processes seen",
            TimeSpan.FromMinutes(10),
            TimeSpan.FromMilliseconds(500)
        );

        var lines = (await output).TrimEnd().Split('\n');
        Assert.True(demo.ExitCode == 0, $"{demo.ExitCode}\n{string.Join('\n', lines)}\n{await errors}");
        using var figures = JsonDocument.Parse(lines[^1]);
        var root = figures.RootElement;
        Assert.Equal(
            ["sent", "accepted", "counted", "lake", "rejected", "difference", "age_ms_p50", "age_ms_p99", "commits_per_s"],
            root.EnumerateObject().Select(member => member.Name)
        );
        long Figure(string name) => root.GetProperty(name).GetInt64();
        Assert.Equal(3000, Figure("sent"));
        Assert.Equal(Figure("sent"), Figure("counted") + Figure("rejected"));
        Assert.Equal(Figure("counted"), Figure("lake"));
        Assert.Equal(Figure("counted"), Figure("accepted"));
        Assert.Equal(0, Figure("difference"));
        Assert.All(["age_ms_p50", "age_ms_p99", "commits_per_s"], name => Assert.True(root.GetProperty(name).GetDouble() > 0, name));
        Assert.True(processes.Look().Count > 8, "A whole stack is more than eight processes.");
        await processes.GoneAsync();
    }
}
