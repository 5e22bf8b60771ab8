using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>Each decision record has the template's form and is in the index.</summary>
public sealed partial class DecisionTests
{
    static readonly string[] _headings = ["Context", "Decision", "Consequences", "Rejected", "Proof"];
    static readonly string _folder = Path.Combine(Pages.Root, "docs", "decisions");

    public static TheoryData<string> Records =>
        [.. Directory.EnumerateFiles(_folder, "0*.md").Select(file => Path.GetFileName(file)).Order()];

    [Theory]
    [MemberData(nameof(Records))]
    public void Has_the_form_of_the_template(string file)
    {
        var text = Read(file);
        var head = Head().Match(text);
        Assert.True(head.Success, "A record begins with '# NNNN Title', a status and a date.");
        Assert.StartsWith($"{head.Groups["number"].Value}-", file);
        Assert.Equal(_headings, Heading().Matches(text).Select(heading => heading.Groups["name"].Value));
        Assert.DoesNotMatch(EmptySection(), text);
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void Is_in_the_index(string file)
    {
        var head = Head().Match(Read(file));
        var status = Link().Replace(head.Groups["status"].Value, "${text}");
        var line = $"| [{head.Groups["number"].Value}]({file}) | {head.Groups["title"].Value} | {status} | {head.Groups["date"].Value} |";
        Assert.Contains(line, Read("README.md").Split('\n'));
    }

    [Fact]
    public void The_template_has_the_same_headings() =>
        Assert.Equal(_headings, Heading().Matches(Read("template.md")).Select(heading => heading.Groups["name"].Value));

    static string Read(string file) => File.ReadAllText(Path.Combine(_folder, file));

    [GeneratedRegex(
        @"\A# (?<number>\d{4}) (?<title>.+)\n\n- Status: (?<status>(proposed|accepted|amended by|superseded by).*)\n"
            + @"- Date: (?<date>\d{4}-\d\d-\d\d)\n\n## "
    )]
    private static partial Regex Head();

    [GeneratedRegex("^## (?<name>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^## .+\n+(## |\z)", RegexOptions.Multiline)]
    private static partial Regex EmptySection();

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\([^)]+\)")]
    private static partial Regex Link();
}
