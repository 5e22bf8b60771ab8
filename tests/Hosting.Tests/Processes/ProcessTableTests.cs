using Analytics.Hosting.Processes;
using Analytics.Testing;
using Analytics.Testing.Waiting;

namespace Hosting.Tests.Processes;

public sealed class ProcessTableTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Children_of_children_are_descendants()
    {
        var log = Path.Combine(_folder.Path, "logs", "process.log");
        using var process = await GuardedProcess.StartAsync(
            new ProcessSpec("process", ["sh", "-c", "sh -c 'sleep 1000 & echo $!; wait' & wait"], log)
        );
        await Poll.UntilAsync("the sleep begins", () => File.Exists(log) && File.ReadAllText(log).EndsWith('\n'));
        var sleep = int.Parse(await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken));

        var child = Assert.Single(ProcessTable.ChildrenOf(process.Pid));
        Assert.Equal([sleep], ProcessTable.ChildrenOf(child));
        Assert.Equal([child, sleep], ProcessTable.DescendantsOf(process.Pid));
        // Both shells wait for it.
        Signals.Send(sleep, Signal.Kill);
        await process.Exited;
    }
}
