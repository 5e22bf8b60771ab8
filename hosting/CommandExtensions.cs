using System.CommandLine;

namespace Analytics.Hosting;

/// <summary>The behavior that all command lines of the product share.</summary>
public static class CommandExtensions
{
    /// <summary>Adds a setting to a command; also called by the collection initializer <c>new Command(...) { setting }</c>.</summary>
    public static void Add(this Command command, EnvironmentOption setting) => setting.AddTo(command);

    /// <summary>Parses the command line and runs its command; Ctrl-C and SIGTERM cancel the command's token.</summary>
    /// <param name="program">The program's commands.</param>
    /// <param name="args">The command line.</param>
    /// <param name="configuration">The time that a canceled command has to end, and the output; .NET's defaults without it.</param>
    /// <returns>The command's exit code, or <see cref="ExitCodes.Usage"/> where the command line is wrong.</returns>
    public static async Task<int> RunAsync(this RootCommand program, string[] args, InvocationConfiguration? configuration = null)
    {
        var parsed = program.Parse(args);
        var code = await parsed.InvokeAsync(configuration);
        return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
    }
}
