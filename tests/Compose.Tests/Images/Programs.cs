using System.Text.RegularExpressions;
using Compose.Tests.Definition;

namespace Compose.Tests.Images;

/// <summary>The programs of the built images, run by this machine's .NET.</summary>
static partial class Programs
{
    /// <summary>The command of a service inside its image's folder, without options: <c>dotnet PROGRAM.dll [command]</c>.</summary>
    public static IReadOnlyList<string> Of(Service service, BuiltImages images)
    {
        string[] command =
            service.Entrypoint.Count > 0
                ? [.. service.Entrypoint.Skip(1), .. service.Command]
                :
                [
                    .. service.Command.Count > 0
                        ? service.Command
                        : Dockerfile
                            .Chain(service.Target)
                            .Select(stage => stage.Last("CMD"))
                            .Last(text => text is not null)!
                            .Trim('[', ']')
                            .Replace("\"", "", StringComparison.Ordinal)
                            .Split(", "),
                ];
        // Where a shell starts the program, the last text is its script.
        if (command[0] == "/bin/sh")
            command = [.. command[^1]["exec ".Length..].Split(' ')];
        // The script starts the program of its layout.
        if (command[0].EndsWith("spark-submit.sh", StringComparison.Ordinal))
        {
            var isBatch = command[1] == "batch";
            var project = isBatch ? "Analytics.BatchJobs" : "Analytics.SparkJobs";
            command = ["dotnet", $"/opt/analytics/.artifacts/bin/{project}/release/{project}.dll", .. command[(isBatch ? 2 : 1)..]];
        }
        return [command[0], images.At(service.Target, command[1]), .. command[2..].TakeWhile(word => !word.StartsWith('-'))];
    }

    /// <summary>The variables that a program reads, as its help says; a place in a list is N, as in <c>Keys:N:Key</c>.</summary>
    public static IReadOnlyList<string> Variables(string help) =>
        [
            .. InBrackets().Matches(help).Select(match => match.Groups[1].Value),
            .. Setting().Matches(help).Select(match => match.Groups[1].Value.Replace(":", "__", StringComparison.Ordinal)),
            .. help.Contains("ASPNETCORE_URLS", StringComparison.Ordinal) ? ["ASPNETCORE_URLS"] : Array.Empty<string>(),
            .. Roles().Match(help) is { Success: true } roles
                ? roles.Groups[1].Value.Split(',').Select(role => $"ANALYTICS_{role}_PASSWORD")
                : [],
        ];

    /// <summary>A variable with N for each number: <c>Keys__0__Key</c> is <c>Keys__N__Key</c>.</summary>
    public static string WithoutNumbers(string variable) => Number().Replace(variable, "__N");

    [GeneratedRegex(@"\[env: (\w+)\]")]
    private static partial Regex InBrackets();

    // The collector lists its settings: Kafka:BootstrapServers, Keys:N:Key.
    [GeneratedRegex(@"^ +([A-Z]\w+(?::\w+)+)", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex(@"ANALYTICS_\{([A-Z,]+)\}_PASSWORD")]
    private static partial Regex Roles();

    [GeneratedRegex(@"__\d+")]
    private static partial Regex Number();
}
