using System.Diagnostics;
using Analytics.Testing.Processes;
using Collector.Tests.Running;

namespace Collector.Tests.Keys;

/// <summary>Runs <c>Analytics.Collector keys ...</c> as a process with its connection in the environment.</summary>
static class KeysProgram
{
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string? connection, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [CollectorProcess.Assembly, "keys", .. arguments]);
        start.Environment.Remove("ANALYTICS_WAREHOUSE");
        if (connection is not null)
            start.Environment["ANALYTICS_WAREHOUSE"] = connection;

        var ran = await Ran.ToEndAsync(start);
        return (ran.Code, ran.Output, ran.Errors);
    }
}
