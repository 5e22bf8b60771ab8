using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>
/// A numbered section belongs to a document that a reader can find: an RFC, named in the same line, or the protocol between C# and
/// Spark's JVM, whose pages number their sections as one.
/// </summary>
public sealed partial class SectionTests
{
    const string Self = "tests/Docs.Tests/SectionTests.cs";

    static readonly string[] _pages = ["spark-binding/PROTOCOL.md", "spark-binding/CALLBACKS.md", "spark-binding/LAUNCH.md"];
    static readonly List<string> _sections =
    [
        .. _pages.SelectMany(page => Heading().Matches(Pages.Read(page))).Select(heading => heading.Groups["number"].Value),
    ];

    [Fact]
    public void Every_section_is_of_a_document_that_can_be_found()
    {
        var citations = RepositoryFiles
            .Texts()
            .Where(file => file != Self)
            .SelectMany(file =>
                Pages
                    .Read(file)
                    .Split('\n')
                    .Where(line => CitesNothing(line, _pages.Contains(file)))
                    .Select(line => $"{file}: {line.Trim()}")
            )
            .ToList();
        if (citations.Count > 0)
            Assert.Fail(string.Join('\n', citations));
    }

    [Fact]
    public void The_sections_of_the_protocol_have_numbers_of_their_own() => Assert.Equal(_sections.Distinct(), _sections);

    [Theory]
    [InlineData("as section 7 of the protocol says", false)]
    [InlineData("as section 77 of the protocol says", true)]
    [InlineData("Sections 10b and 10c of the protocol", false)]
    [InlineData("sections 10b and 10z of the protocol", true)]
    [InlineData("section 7, then section 8 of the protocol", true)]
    [InlineData("Sections 2 and 3", true)]
    [InlineData("RFC 9113, section 7", false)]
    [InlineData("the section on keys", false)]
    public void Finds_sections_of_nothing(string line, bool found) => Assert.Equal(found, CitesNothing(line, inPage: false));

    [Theory]
    [InlineData("the port comes from the launch (section 10)", false)]
    [InlineData("(section 77)", true)]
    public void The_page_cites_its_own_sections(string line, bool found) => Assert.Equal(found, CitesNothing(line, inPage: true));

    static bool CitesNothing(string line, bool inPage) =>
        !line.Contains("RFC ", StringComparison.Ordinal) && Section().Matches(line).Any(citation => !IsOfTheProtocol(citation, inPage));

    static bool IsOfTheProtocol(Match citation, bool inPage) =>
        (inPage || citation.Groups["protocol"].Success)
        && citation.Groups["number"].Captures.All(number => _sections.Contains(number.Value));

    [GeneratedRegex(
        @"\bsections? (?<number>\d+[a-z]?)((, | and )(?<number>\d+[a-z]?))*(?<protocol> of the protocol)?",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Section();

    [GeneratedRegex(@"^##+ (?<number>\d+[a-z]?)\. ", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
