using System.Diagnostics;
using Collector.Tests.Running;

namespace Collector.Tests.Keys;

/// <summary>Runs <c>Analytics.Collector keys ...</c> as a process with its connection in the environment.</summary>
static class KeysProgram
{
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string? connection, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [CollectorProcess.Assembly, "keys", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ANALYTICS_WAREHOUSE");
        if (connection is not null)
            start.Environment["ANALYTICS_WAREHOUSE"] = connection;

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await errors);
    }
}
