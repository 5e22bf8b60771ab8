using System.CommandLine;
using Analytics.Hosting;

namespace Hosting.Tests;

/// <summary>Runs a command line and captures its output.</summary>
static class CommandLine
{
    public static async Task<(int Code, string Printed)> RunAsync(RootCommand command, params string[] args)
    {
        using var printed = new StringWriter();
        var code = await command.RunAsync(args, new InvocationConfiguration { Output = printed, Error = printed });
        return (code, printed.ToString());
    }
}
