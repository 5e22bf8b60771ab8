using System.Diagnostics;
using Analytics.Testing.Processes;

namespace Compose.Tests;

/// <summary>Runs a command of this machine, and returns its exit code and its output.</summary>
static class Command
{
    public static async Task<(int Code, string Said)> RunAsync(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string>? environment = null,
        string? folder = null
    )
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = folder };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var ran = await Ran.ToEndAsync(start);
        return (ran.Code, ran.Text);
    }
}
