using Analytics.Hosting.Processes;
using Analytics.Testing.Waiting;

namespace EndToEnd.Tests;

/// <summary>Records every descendant of a process, to check that none outlives it.</summary>
/// <param name="root">The process whose descendants are recorded; this process by default.</param>
sealed class SeenProcesses(int? root = null)
{
    // The command is recorded too, since the system may reuse a pid.
    readonly HashSet<(int Pid, string Command)> _seen = [];

    /// <summary>Records the present descendants.</summary>
    public IReadOnlyCollection<(int Pid, string Command)> Look()
    {
        foreach (var process in ProcessTable.DescendantsOf(root ?? Environment.ProcessId))
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
}
