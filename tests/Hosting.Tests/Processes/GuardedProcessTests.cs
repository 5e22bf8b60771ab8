using Analytics.Hosting.Processes;
using Analytics.Testing;
using Analytics.Testing.Waiting;

namespace Hosting.Tests.Processes;

public sealed class GuardedProcessTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Passes_the_exit_code_on()
    {
        using var process = await StartAsync("exit 7");
        Assert.Equal(7, await process.Exited);
    }

    [Fact]
    public async Task Writes_both_outputs_to_the_log()
    {
        using var process = await StartAsync("echo one; echo two >&2");
        await process.Exited;
        Assert.Equal("one\ntwo\n", await File.ReadAllTextAsync(Log, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stops_with_the_asked_signal_and_keeps_arguments_whole()
    {
        using var process = await StartAsync("trap 'echo stopped; exit 3' TERM; echo ready; while :; do sleep 0.05; done");
        await Poll.UntilAsync("the process begins", () => Output.Contains("ready", StringComparison.Ordinal));
        Assert.Equal(3, await process.StopAsync());
        Assert.EndsWith("stopped\n", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kills_what_does_not_stop_in_time()
    {
        using var process = await StartAsync("trap '' TERM; echo ready; while :; do sleep 0.05; done", TimeSpan.FromSeconds(1));
        await Poll.UntilAsync("the process begins", () => Output.Contains("ready", StringComparison.Ordinal));
        Assert.Equal(128 + (int)Signal.Kill, await process.StopAsync());
        Assert.False(Signals.IsAlive(process.Pid));
    }

    [Fact]
    public async Task Takes_the_children_of_a_killed_process_along()
    {
        using var process = await StartAsync("sleep 1000 & echo child $!; wait");
        await Poll.UntilAsync("the process begins", () => Output.EndsWith('\n'));
        var child = int.Parse(Output.Split(' ')[1]);
        Assert.True(Signals.IsAlive(child));
        Assert.Equal(128 + (int)Signal.Kill, await process.KillAsync());
        await Poll.UntilAsync($"process {child} ends with the one that started it", () => !Signals.IsAlive(child));
    }

    string Output => File.Exists(Log) ? File.ReadAllText(Log) : "";

    string Log => Path.Combine(_folder.Path, "logs", "process.log");

    Task<GuardedProcess> StartAsync(string script, TimeSpan? grace = null) =>
        GuardedProcess.StartAsync(new ProcessSpec("process", ["sh", "-c", script], Log) { Grace = grace ?? TimeSpan.FromSeconds(10) });
}
