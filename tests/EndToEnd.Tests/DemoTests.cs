using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Analytics.Local.Components;
using Analytics.Local.Processes;
using Analytics.Testing;
using Analytics.Testing.Waiting;

namespace EndToEnd.Tests;

/// <summary>./demo.sh, once everything is built.</summary>
public sealed partial class DemoTests
{
    [Fact]
    public async Task Ends_with_0_one_line_of_figures_and_no_process_left()
    {
        using var folder = new TestFolder();
        using var demo = Start(folder, "15s", "200");
        var processes = new SeenProcesses(demo.Id);
        var errors = demo.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = demo.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        using var figures = await EndedAsync(demo, output, errors, processes);
        var root = figures.RootElement;
        Assert.Equal(
            [
                "sent",
                "accepted",
                "unknown",
                "published",
                "counted",
                "lake",
                "published_rejected",
                "rejected",
                "difference",
                "age_ms_p50",
                "age_ms_p99",
                "commits_per_s",
            ],
            root.EnumerateObject().Select(member => member.Name)
        );
        long Figure(string name) => root.GetProperty(name).GetInt64();
        Assert.Equal(3000, Figure("sent"));
        Assert.Equal(Figure("sent"), Figure("counted") + Figure("rejected"));
        Assert.Equal(Figure("counted"), Figure("lake"));
        Assert.Equal(Figure("counted"), Figure("accepted"));
        Assert.Equal(Figure("counted"), Figure("published"));
        Assert.Equal(0, Figure("difference"));
        Assert.All(["age_ms_p50", "age_ms_p99", "commits_per_s"], name => Assert.True(root.GetProperty(name).GetDouble() > 0, name));
        Assert.True(processes.Look().Count > 8, "A whole stack is more than eight processes.");
        await processes.GoneAsync();
    }

    [Fact]
    public async Task An_event_of_somebody_else_is_no_loss()
    {
        using var folder = new TestFolder();
        using var demo = Start(folder, "5s", "50");
        var errors = demo.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var printed = new StringBuilder();
        while (await demo.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            printed.AppendLine(line);
            if (Address().Match(line) is { Success: true } found)
            {
                using var http = new HttpClient();
                http.DefaultRequestHeaders.Add("X-Write-Key", CollectorOptions.Key);
                var one = await File.ReadAllTextAsync(
                    Path.Combine(Repository.Root, "contracts", "examples", "event.json"),
                    TestContext.Current.CancellationToken
                );
                foreach (var body in (string[])[one, "{}"])
                    (await http.PostAsync(new Uri(found.Value), new StringContent(body), TestContext.Current.CancellationToken)).Dispose();
            }
        }

        using var figures = await EndedAsync(demo, Task.FromResult(printed.ToString()), errors, new SeenProcesses(demo.Id));
        long Figure(string name) => figures.RootElement.GetProperty(name).GetInt64();
        Assert.Equal(Figure("accepted") + 1, Figure("counted"));
        Assert.Equal(Figure("sent") - Figure("accepted") + 1, Figure("rejected"));
        // What the demo writes is in its folder, and not where it was started.
        Assert.Equal(["demo", "demo.lock"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }

    static Process Start(TestFolder folder, string duration, string rate)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Repository.Assembly("Analytics.Local"),
                "demo",
                "--for",
                duration,
                "--rate",
                rate,
                "--folder",
                Path.Combine(folder.Path, "demo"),
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        start.Environment["JAVA_TOOL_OPTIONS"] = FastCompiler.ToolOptions;
        return Process.Start(start)!;
    }

    static async Task<JsonDocument> EndedAsync(Process demo, Task<string> output, Task<string> errors, SeenProcesses processes)
    {
        await Poll.UntilAsync(
            () => Task.FromResult(processes.Look().Count),
            _ => demo.HasExited,
            count => $"the demo ends, {count} processes seen",
            TimeSpan.FromMinutes(10),
            TimeSpan.FromMilliseconds(500)
        );
        var lines = (await output).TrimEnd().Split('\n');
        Assert.True(demo.ExitCode == 0, $"{demo.ExitCode}\n{string.Join('\n', lines)}\n{await errors}");
        return JsonDocument.Parse(lines[^1]);
    }

    [GeneratedRegex("http://[^ ]+/v1/events")]
    private static partial Regex Address();
}
