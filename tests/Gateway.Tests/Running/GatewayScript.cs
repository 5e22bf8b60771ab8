using System.Diagnostics;

namespace Gateway.Tests.Running;

/// <summary>Runs deploy/gateway/gateway.sh as an operator does.</summary>
static class GatewayScript
{
    public static string Folder { get; } = Path.Combine(Analytics.Local.Processes.Repository.Root, "deploy", "gateway");

    /// <summary>Runs one of its commands to the end, with these settings only.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string word, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("bash")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(Folder, "gateway.sh"), word },
        };
        foreach (var (name, value) in settings)
            start.Environment[$"GATEWAY_{name}"] = value;

        using var script = Process.Start(start)!;
        var output = script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (script.ExitCode, await output + await errors);
    }
}
