using System.CommandLine;
using System.Reflection;
using System.Text.RegularExpressions;
using Analytics.BatchJobs.Jobs;

namespace BatchJobs.Tests.Schedule;

/// <summary>The jobs of the program, and what files outside it may say about them.</summary>
static partial class Programs
{
    /// <summary>Every job, by its name.</summary>
    public static IReadOnlyDictionary<string, Command> Jobs { get; } =
        typeof(CompactJob)
            .Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(CompactJob).Namespace)
            .Select(type => type.GetMethod("Command", BindingFlags.Static | BindingFlags.Public, []))
            .OfType<MethodInfo>()
            .Select(method => (Command)method.Invoke(null, null)!)
            .ToDictionary(command => command.Name);

    /// <summary>The environment variables that a command reads; help names them.</summary>
    public static IReadOnlySet<string> VariablesOf(Command command) =>
        command
            .Options.SelectMany(option => Variable().Matches(option.Description ?? ""))
            .Select(match => match.Groups["name"].Value)
            .ToHashSet();

    /// <summary>Returns what is wrong with the arguments, when these variables are set.</summary>
    public static IEnumerable<string> Errors(Command command, IEnumerable<string> arguments, IEnumerable<string> variables) =>
        command
            .Parse([.. arguments])
            .Errors.Select(error => error.Message)
            .Where(message => !variables.Any(variable => message.EndsWith($"or set {variable}.", StringComparison.Ordinal)));

    [GeneratedRegex(@"\[env: (?<name>\w+)\]")]
    private static partial Regex Variable();
}
