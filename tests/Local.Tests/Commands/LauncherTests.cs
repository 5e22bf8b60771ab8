using System.Diagnostics;
using System.Text.RegularExpressions;
using Analytics.Hosting.Processes;
using Analytics.Local.Components;
using Analytics.Local.Processes;
using Analytics.Local.Stack;
using Analytics.Testing.Waiting;

namespace Local.Tests.Commands;

/// <summary>The launcher as a process: it leaves nothing behind, however it ends.</summary>
public sealed partial class LauncherTests : IDisposable
{
    readonly TestFolder _folder = new();
    readonly List<string> _output = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_9_of_the_launcher_leaves_no_process_and_no_port()
    {
        using var launcher = await UpAsync();
        var started = Started();
        Assert.True(started.Count >= 3);
        Assert.All(started, process => Assert.True(Signals.IsAlive(process.Pid)));

        launcher.Kill();
        await EndedAsync(launcher);
        await GoneAsync(started);
    }

    [Fact]
    public async Task SIGTERM_stops_everything_in_order_and_ends_with_0()
    {
        using var launcher = await UpAsync();
        var started = Started();
        Signals.Send(launcher.Id, Signal.Terminate);
        await EndedAsync(launcher);
        Assert.Equal(0, launcher.ExitCode);
        await GoneAsync(started);
        var stopped = Lines()
            .Where(line => line.Contains("stopping", StringComparison.Ordinal) && line.Contains("done", StringComparison.Ordinal))
            .ToList();
        Assert.Collection(
            stopped,
            line => Assert.Contains("collector", line, StringComparison.Ordinal),
            line => Assert.Contains("kafka", line, StringComparison.Ordinal),
            line => Assert.Contains("postgres", line, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task What_ends_by_itself_is_started_again_and_a_second_run_is_refused()
    {
        using var launcher = await UpAsync();
        Signals.Send(Started().Single(process => process.Name == "collector").Pid, Signal.Kill);
        await Poll.UntilAsync("the collector is started again", () =>
            Lines().Exists(line => line.Contains("collector runs again", StringComparison.Ordinal))
        );

        using var second = Start();
        await EndedAsync(second);
        Assert.Equal(75, second.ExitCode);

        // SIGINT would be ignored: a shell that starts the tests in the background ignores it, and the launcher inherits that.
        Signals.Send(launcher.Id, Signal.Terminate);
        await EndedAsync(launcher);
        Assert.Equal(0, launcher.ExitCode);
    }

    [Fact]
    public async Task A_write_key_made_by_the_line_that_is_printed_is_taken()
    {
        using var launcher = await UpAsync();
        var line = Assert.Single(Lines(), line => line.Contains("keys create", StringComparison.Ordinal));
        using var bash = Process.Start(
            new ProcessStartInfo("bash", ["-c", line[line.IndexOf('(', StringComparison.Ordinal)..]]) { RedirectStandardOutput = true }
        )!;
        var key = (await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim();
        Assert.StartsWith("browser_", key, StringComparison.Ordinal);

        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Write-Key", key);
        var events = new Uri($"http://127.0.0.1:{Started().Single(process => process.Name == "collector").Port}/v1/events");
        await Poll.UntilAsync("the collector takes the key", async () =>
        {
            using var answer = await http.PostAsync(
                events,
                new StringContent("""{"type":"page","userId":"u"}"""),
                TestContext.Current.CancellationToken
            );
            return answer.IsSuccessStatusCode;
        });

        Signals.Send(launcher.Id, Signal.Terminate);
        await EndedAsync(launcher);
    }

    [Theory]
    [InlineData("demo", "--for", "soon")]
    [InlineData("demo", "--rate", "0")]
    [InlineData("traffic", "--rate", "5")]
    [InlineData("up", "--parts", "grafana")]
    [InlineData("down")]
    public async Task Wrong_options_end_with_64(params string[] arguments)
    {
        using var launcher = Start(arguments);
        await EndedAsync(launcher);
        Assert.Equal(64, launcher.ExitCode);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_not_another_run()
    {
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        using var launcher = Start("up", "--folder", Path.Combine(file, "up"));
        await EndedAsync(launcher);

        Assert.Equal(69, launcher.ExitCode);
    }

    async Task<Process> UpAsync(string parts = "postgres,collector")
    {
        var launcher = Start("up", "--parts", parts, "--folder", Folder);
        await Poll.UntilAsync(
            "the launcher has started everything",
            () => launcher.HasExited || Lines().Exists(line => line.Contains("running;", StringComparison.Ordinal)),
            TimeSpan.FromMinutes(10)
        );
        Assert.False(launcher.HasExited, string.Join('\n', Lines()));
        return launcher;
    }

    string Folder => Path.Combine(_folder.Path, "run");

    Process Start() => Start("up", "--folder", Folder);

    Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LocalStack).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["JAVA_TOOL_OPTIONS"] = FastCompiler.ToolOptions;
        var launcher = Process.Start(start)!;
        launcher.OutputDataReceived += (_, line) => Add(line.Data);
        launcher.ErrorDataReceived += (_, line) => Add(line.Data);
        launcher.BeginOutputReadLine();
        launcher.BeginErrorReadLine();
        return launcher;
    }

    void Add(string? line)
    {
        lock (_output)
            _output.Add(line ?? "");
    }

    List<string> Lines()
    {
        lock (_output)
            return [.. _output];
    }

    // `up` prints for each part its name, its address and its pid.
    List<(string Name, int Port, int Pid)> Started() =>
        [
            .. Lines()
                .Select(line => Part().Match(line))
                .Where(match => match.Success)
                .Select(match => (match.Groups[1].Value, int.Parse(match.Groups[2].Value), int.Parse(match.Groups[3].Value))),
        ];

    static async Task EndedAsync(Process process)
    {
        await Poll.UntilAsync("the launcher ends", () => process.HasExited);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    static Task GoneAsync(List<(string Name, int Port, int Pid)> started) =>
        Poll.UntilAsync($"these are gone: {string.Join(", ", started)}", () =>
            started.TrueForAll(process => !Signals.IsAlive(process.Pid) && !Ports.IsServed(process.Port))
        );

    [GeneratedRegex(@"s  (\w+) +(?:http://)?127\.0\.0\.1:(\d+) +pid (\d+)")]
    private static partial Regex Part();
}
