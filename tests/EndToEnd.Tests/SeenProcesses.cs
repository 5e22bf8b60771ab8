using Analytics.Testing.Waiting;

namespace EndToEnd.Tests;

/// <summary>Every process that was seen below one, so that it can be told whether any outlives it.</summary>
/// <param name="root">The process whose descendants count; by default this one.</param>
sealed class SeenProcesses(int? root = null)
{
    // With the command: a number that the system has given to another program since is not the same process.
    readonly HashSet<(int Pid, string Command)> _seen = [];

    /// <summary>What is there now, for the record.</summary>
    public IReadOnlyCollection<(int Pid, string Command)> Look()
    {
        foreach (var process in Below(root ?? Environment.ProcessId))
            _seen.Add((process, ProcessTable.CommandLine(process)));
        return _seen;
    }

    /// <summary>Waits until none of them is left.</summary>
    public Task GoneAsync() =>
        Poll.UntilAsync(
            () =>
                Task.FromResult(
                    _seen
                        .Where(process => Signals.IsAlive(process.Pid) && ProcessTable.CommandLine(process.Pid) == process.Command)
                        .ToList()
                ),
            left => left.Count == 0,
            left => $"still there: {string.Join("; ", left)}",
            TimeSpan.FromMinutes(1)
        );

    static IEnumerable<int> Below(int process) => ProcessTable.ChildrenOf(process).SelectMany(child => Below(child).Prepend(child));
}
