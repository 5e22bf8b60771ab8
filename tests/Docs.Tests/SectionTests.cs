using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>The line of a numbered section also names its document, an RFC that a reader can find.</summary>
public sealed partial class SectionTests
{
    /// <summary>The files of the binding, which cite a description of Py4J's protocol that is not in the repository yet.</summary>
    static readonly string[] _excepted = ["spark-binding/", "tests/SparkBinding.Tests/", "tests/Docs.Tests/SectionTests.cs"];

    [Fact]
    public void Every_section_is_of_a_document_that_can_be_found()
    {
        var citations = RepositoryFiles
            .Texts()
            .Where(file => !_excepted.Any(file.StartsWith))
            .SelectMany(file => Pages.Read(file).Split('\n').Where(CitesNothing).Select(line => $"{file}: {line.Trim()}"))
            .ToList();
        if (citations.Count > 0)
            Assert.Fail(string.Join('\n', citations));
    }

    [Theory]
    [InlineData("as section 7 of the protocol says", true)]
    [InlineData("Sections 2 and 3", true)]
    [InlineData("RFC 9113, section 7", false)]
    [InlineData("the section on keys", false)]
    public void Finds_sections_of_nothing(string line, bool found) => Assert.Equal(found, CitesNothing(line));

    static bool CitesNothing(string line) => Section().IsMatch(line) && !line.Contains("RFC ", StringComparison.Ordinal);

    [GeneratedRegex(@"\bsections? \d", RegexOptions.IgnoreCase)]
    private static partial Regex Section();
}
