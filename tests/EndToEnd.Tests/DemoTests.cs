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
    public async Task Ends_with_0_one_line_of_figures_and_no_process_left_and_events_of_somebody_else_are_no_loss()
    {
        using var folder = new TestFolder();
        using var demo = Start(folder);
        var processes = new SeenProcesses(demo.Id);
        try
        {
            var errors = demo.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = ReadAsync(demo);
            using var figures = await EndedAsync(demo, output, errors, processes);
            AssertFigures(figures.RootElement);
            Assert.True(processes.Look().Count > 8, "A whole stack is more than eight processes.");
            await processes.GoneAsync();
            // What the demo writes is in its folder, and not where it was started.
            Assert.Equal(["demo", "demo.lock"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
        }
        finally
        {
            demo.Kill(entireProcessTree: true);
        }
    }

    // Somebody sends an event and a wrong one to the address that the demo prints.
    static void AssertFigures(JsonElement figures)
    {
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
            figures.EnumerateObject().Select(member => member.Name)
        );
        long Figure(string name) => figures.GetProperty(name).GetInt64();
        Assert.Equal(3000, Figure("sent"));
        Assert.Equal(Figure("sent") + 2, Figure("counted") + Figure("rejected"));
        Assert.Equal(Figure("accepted") + 1, Figure("counted"));
        Assert.Equal(Figure("counted"), Figure("lake"));
        Assert.Equal(Figure("counted"), Figure("published"));
        Assert.Equal(0, Figure("difference"));
        Assert.All(["age_ms_p50", "age_ms_p99", "commits_per_s"], name => Assert.True(figures.GetProperty(name).GetDouble() > 0, name));
    }

    /// <summary>Reads what the demo prints to its end, and sends two events of somebody else once it names its address.</summary>
    static async Task<string> ReadAsync(Process demo)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(10));
        var printed = new StringBuilder();
        while (await demo.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            printed.AppendLine(line);
            if (Address().Match(line) is not { Success: true } found)
                continue;

            using var http = new HttpClient();
            http.DefaultRequestHeaders.Add("X-Write-Key", CollectorOptions.Key);
            var one = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "contracts", "examples", "event.json"), deadline.Token);
            foreach (var body in (string[])[one, "{}"])
                (await http.PostAsync(new Uri(found.Value), new StringContent(body), deadline.Token)).Dispose();
        }

        return printed.ToString();
    }

    static Process Start(TestFolder folder)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Repository.Assembly("Analytics.Local"), "demo", "--for", "15s", "--rate", "200", "--folder", Path.Combine(folder.Path, "demo")]
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
