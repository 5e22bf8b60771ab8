using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>
/// Pages show real code: a block under <c>&lt;!-- from FILE --&gt;</c> must be in that file, line by line, except for its indentation.
/// </summary>
public sealed partial class ExcerptTests
{
    [Fact]
    public void Every_excerpt_is_in_its_file()
    {
        var stale = Pages
            .All.SelectMany(Excerpts)
            .Where(excerpt => !IsIn(excerpt.Lines, Path.Combine(Pages.Root, excerpt.File)))
            .Select(excerpt => $"{excerpt.Page}: the excerpt that begins '{excerpt.Lines[0]}' is not in {excerpt.File}")
            .ToList();
        Assert.Empty(stale);
    }

    [Fact]
    public void The_life_of_an_event_shows_every_stage()
    {
        var files = Excerpts(Path.Combine(Pages.Root, "docs", "life-of-an-event.md"))
            .Select(excerpt => excerpt.File.Split('/')[0])
            .ToHashSet();
        Assert.Superset(new HashSet<string> { "contracts", "collector", "spark-jobs", "warehouse", "grafana" }, files);
    }

    [Theory]
    [InlineData("a\n  b\nc", "b\nc", true)]
    [InlineData("a\n\n  b\nc", "a\nb", true)]
    [InlineData("a\nx\nb", "a\nb", false)]
    [InlineData("ab\nc", "b\nc", false)]
    public void Compares_whole_lines_in_order(string file, string excerpt, bool isIn) =>
        Assert.Equal(isIn, IsIn(Lines(excerpt), Lines(file)));

    static IEnumerable<(string Page, string File, List<string> Lines)> Excerpts(string page) =>
        Block()
            .Matches(File.ReadAllText(page))
            .Select(match => (Pages.Relative(page), match.Groups["file"].Value, Lines(match.Groups["code"].Value)));

    static bool IsIn(List<string> excerpt, string file) => File.Exists(file) && IsIn(excerpt, Lines(File.ReadAllText(file)));

    static bool IsIn(List<string> excerpt, List<string> file) =>
        Enumerable
            .Range(0, Math.Max(0, file.Count - excerpt.Count + 1))
            .Any(start => file.Skip(start).Take(excerpt.Count).SequenceEqual(excerpt));

    static List<string> Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    [GeneratedRegex(@"<!-- from (?<file>\S+) -->\n```\w*\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
