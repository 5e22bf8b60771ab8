using System.Diagnostics;
using Analytics.Testing.Processes;

namespace Gateway.Tests.Running;

/// <summary>Runs deploy/gateway/gateway.sh as an operator does.</summary>
static class GatewayScript
{
    public static string Folder { get; } = Path.Combine(Analytics.Local.Processes.Repository.Root, "deploy", "gateway");

    /// <summary>Runs one of its commands to the end, with these settings only.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string word, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("bash") { ArgumentList = { Path.Combine(Folder, "gateway.sh"), word } };
        foreach (var (name, value) in settings)
            start.Environment[$"GATEWAY_{name}"] = value;
        var ran = await Ran.ToEndAsync(start);
        return (ran.Code, ran.Text);
    }
}
