using System.Text.RegularExpressions;
using Analytics.Local.Processes;

namespace Compose.Tests.Definition;

/// <summary>A stage of <c>deploy/images/Dockerfile</c>.</summary>
/// <param name="From">The image or the stage that it starts from.</param>
/// <param name="Steps">Its instructions in order: the keyword and the rest of the line.</param>
sealed record Stage(string Name, string From, IReadOnlyList<(string Keyword, string Text)> Steps)
{
    /// <summary>The rest of the last line with this keyword; null without one.</summary>
    public string? Last(string keyword) => Steps.LastOrDefault(step => step.Keyword == keyword).Text;
}

/// <summary>Reads the Dockerfile: one instruction a line, which a backslash continues.</summary>
static partial class Dockerfile
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "deploy", "images");

    public static IReadOnlyList<Stage> Stages { get; } = [.. Read(Lines("Dockerfile"))];

    /// <summary>The names at the repository's root that a build sees.</summary>
    public static IReadOnlyList<string> Context { get; } =
    [.. Lines("Dockerfile.dockerignore").Where(line => line[0] == '!').Select(line => line[1..])];

    public static Stage Named(string name) => Stages.Single(stage => stage.Name == name);

    /// <summary>The stage and those that it starts from, the first one first.</summary>
    public static IReadOnlyList<Stage> Chain(string name)
    {
        var stage = Named(name);
        return Stages.Any(other => other.Name == stage.From) ? [.. Chain(stage.From), stage] : [stage];
    }

    static IEnumerable<Stage> Read(IEnumerable<string> lines)
    {
        List<(string, string)> steps = [];
        (string Name, string From)? stage = null;
        foreach (var parts in lines.Select(line => line.Split(' ', 2)))
        {
            if (parts[0] != "FROM")
            {
                steps.Add((parts[0], parts[1].Trim()));
                continue;
            }
            if (stage is { } done)
                yield return new Stage(done.Name, done.From, [.. steps]);
            steps.Clear();
            var from = parts[1].Split(" AS ");
            stage = (from[1], from[0]);
        }
        yield return new Stage(stage!.Value.Name, stage.Value.From, steps);
    }

    static IEnumerable<string> Lines(string file) =>
        Continued().Replace(File.ReadAllText(Path.Combine(Folder, file)), " ").Split('\n').Where(line => line.Length > 0 && line[0] != '#');

    [GeneratedRegex(@" *\\\n *")]
    private static partial Regex Continued();
}
