using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>The files and the options in the commands of a page's fenced block exist.</summary>
public sealed partial class BlockTests
{
    /// <summary>Valid words that occur nowhere else in the repository.</summary>
    static readonly string[] _known =
    [
        "--num-executors", // Options that spark-submit.sh passes on.
        "--executor-memory",
        "./analytics/Analytics.SparkJobs.dll", // A file in the archive that goes to YARN.
    ];

    [Fact]
    public void Everything_that_a_block_runs_exists()
    {
        var missing = Pages
            .All.SelectMany(page => Missing(File.ReadAllText(page)).Select(word => $"{Pages.Relative(page)}: {word}"))
            .ToList();
        if (missing.Count > 0)
            Assert.Fail(string.Join('\n', missing));
    }

    [Theory]
    [InlineData("```\n./no-such.sh --help\n```", "./no-such.sh")]
    [InlineData("```bash\n./demo.sh --for 30s --no-such-switch  # --nor-this\n```", "--no-such-switch")]
    [InlineData("```\n./spark-submit.sh all \\\n  --no-such-switch\n```", "--no-such-switch")]
    [InlineData("```\ntests/Faults.Tests/no-such.sh\n```", "tests/Faults.Tests/no-such.sh")]
    [InlineData("```\ndocker compose -f deploy/compose.yaml up --of-another-program\n```", null)]
    [InlineData("```csharp\nvar file = \"./no-such.sh\";\n```", null)]
    [InlineData("`./no-such.sh`", null)]
    public void Finds_what_does_not_exist(string page, string? missing) =>
        Assert.Equal(missing is null ? [] : new[] { missing }, Missing(page).ToArray());

    static IEnumerable<string> Missing(string page) =>
        Block()
            .Matches(page)
            .SelectMany(block => Comment().Replace(block.Groups["lines"].Value.Replace("\\\n", " "), "").Split('\n'))
            .SelectMany(Names)
            .Where(name => !_known.Contains(name) && !BacktickTests.Exists(name));

    /// <summary>The files that a line names, and the options where it runs a program of the repository.</summary>
    static IEnumerable<string> Names(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim('"', '\'', ',', ';', '(', ')'))
            .Where(word => OwnFile().IsMatch(word) || word.StartsWith("--", StringComparison.Ordinal) && OwnCommand().IsMatch(line));

    [GeneratedRegex(@"^ *```(bash|sh)?\n(?<lines>.*?)^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<=^|\s)#\s.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(\./|(batch-jobs|collector|deploy|grafana|spark-jobs|tests|warehouse)/)[\w./-]+$")]
    private static partial Regex OwnFile();

    [GeneratedRegex(@"(^|[\s/])[\w-]+\.sh\s|\bdotnet \S*Analytics\.\w+\.dll|--project ")]
    private static partial Regex OwnCommand();
}
