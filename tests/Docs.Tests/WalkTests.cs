using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>The walk of README: from the request to the line that counts its event, in few files that each fit on a screen.</summary>
public sealed partial class WalkTests
{
    const int MostFiles = 8;
    const int Screen = 60;
    const string Heading = "## A first walk through the code";

    /// <summary>README and the files of its walk, in order.</summary>
    static readonly string[] _walk =
    [
        "README.md",
        .. Row().Matches(Pages.Read("README.md").Split(Heading)[1].Split("\n## ")[0]).Select(row => row.Groups["file"].Value),
    ];

    [Fact]
    public void The_walk_has_few_files() => Assert.InRange(_walk.Length, 3, MostFiles);

    [Fact]
    public void Each_file_fits_on_a_screen() => Assert.DoesNotContain(_walk, file => LinesOfCode(Pages.Read(file)) > Screen);

    [Fact]
    public void Each_file_is_named_in_one_before_it_or_reads_their_topic()
    {
        var lost = Enumerable
            .Range(2, _walk.Length - 2)
            .Where(place => !Pages.Read(_walk[place]).Contains("context.Topics.Events", StringComparison.Ordinal))
            .Where(place => !_walk[1..place].Any(file => Word(_walk[place]).IsMatch(Pages.Read(file))));
        Assert.Empty(lost.Select(place => _walk[place]));
    }

    [Fact]
    public void The_last_file_counts_the_event() => Assert.Contains("events = t.events + excluded.events", Pages.Read(_walk[^1]));

    [Theory]
    [InlineData("using A;\n\nnamespace B;\n\n/// <summary>C</summary>\nclass C\n{\n    // D\n    int e; // F\n}\n", 4)]
    [InlineData("-- A\nSELECT 1\n\n    -- B\nFROM c;\n", 2)]
    [InlineData("# A\n\nB\n", 2)]
    public void Counts_lines_of_code(string text, int lines) => Assert.Equal(lines, LinesOfCode(text));

    static int LinesOfCode(string text) => text.Split('\n').Count(line => !NoCode().IsMatch(line));

    /// <summary>Finds a file's type; C# calls merge_live_metrics MergeLiveMetrics.</summary>
    static Regex Word(string file) =>
        new($@"\b{Path.GetFileNameWithoutExtension(file).Replace("_", "", StringComparison.Ordinal)}\b", RegexOptions.IgnoreCase);

    [GeneratedRegex(@"^\s*(//.*|--.*|using .*;|namespace .*;)?$")]
    private static partial Regex NoCode();

    [GeneratedRegex(@"^\| \[[^\]]+\]\((?<file>[^)]+)\) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
