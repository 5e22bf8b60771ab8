using System.Diagnostics;
using Analytics.Benchmarks.Processes;

namespace Analytics.Benchmarks.Tests.Processes;

public sealed class ProcessTreeTests
{
    [Fact]
    public void Reads_a_line_whose_name_holds_anything()
    {
        var entry = ProcessTree.Entry.Parse("4711 (a ) b (c) S 12 4711 4711 0 -1 4194560 1 2 3 4 10 20 30 40 20 0 1 0");
        Assert.Equal(("a ) b (c", 12, 100), (entry.Name, entry.Parent, entry.Ticks));
    }

    [Fact]
    public async Task Counts_what_children_used_while_they_run_and_after_they_have_ended()
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", "sh -c 'i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done'; echo done; read -r line"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        await shell.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        Assert.True(ProcessTree.Read().CpuSeconds(shell.Id) > 0.05, "the child's loop takes longer than 50 ms");
        Assert.Equal(0, ProcessTree.Read().CpuSeconds(Environment.ProcessId, Environment.ProcessId));

        shell.StandardInput.Close();
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, ProcessTree.Read().CpuSeconds(shell.Id));
    }

    [Fact]
    public async Task Counts_the_memory_of_children_and_nothing_of_what_is_left_out()
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", "x=$(head -c 8000000 /dev/zero | tr '\\0' x); sh -c 'echo ready; read -r line'; echo $x"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        await shell.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        try
        {
            var tree = ProcessTree.Read();
            var child = tree.ChildNamed(shell.Id, "sh")!.Value;

            Assert.InRange(tree.MemoryBytes(shell.Id), 8_000_000 + tree.MemoryBytes(child), 200_000_000);
            Assert.InRange(tree.MemoryBytes(child), 1, 8_000_000);
            // Each reading is of another moment: a share of a library changes with the processes that have it.
            AssertAbout(tree.MemoryBytes(shell.Id), tree.MemoryBytes(shell.Id, child) + tree.MemoryBytes(child));
            Assert.Equal(0, tree.MemoryBytes(shell.Id, shell.Id));
            AssertAbout(tree.MemoryBytes(child), Memory.Of([new("shell", shell.Id), new("child", child)])["child"]);
        }
        finally
        {
            shell.Kill(entireProcessTree: true);
        }

        static void AssertAbout(long expected, long found) => Assert.InRange(found, expected - 512 * 1024, expected + 512 * 1024);
    }

    [Fact]
    public void Gives_cores_as_seconds_per_second()
    {
        var began = DateTimeOffset.UnixEpoch;
        var before = new CpuReading(began, new Dictionary<string, double> { ["a"] = 10, ["ended"] = 5 }, 100);
        var after = new CpuReading(
            began.AddSeconds(4),
            new Dictionary<string, double>
            {
                ["a"] = 11,
                ["b"] = 2,
                ["ended"] = 0,
            },
            106
        );
        Assert.Equal(new Dictionary<string, double> { ["a"] = 0.25, ["b"] = 0.5 }, after.CoresSince(before));
        Assert.Equal(1.5, after.MachineCoresSince(before));
    }
}
