using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>The repository uses American spelling, as .NET's API does.</summary>
public sealed partial class SpellingTests
{
    [Fact]
    public void Every_text_is_spelled_the_American_way() =>
        Assert.Empty(
            RepositoryFiles
                .Texts()
                .Where(file => !_excepted.Any(file.StartsWith))
                .SelectMany(file => British().Matches(File.ReadAllText(Path.Combine(Pages.Root, file))).Select(word => $"{file}: {word}"))
        );

    [Theory]
    [InlineData("Anonymise it", true)]
    [InlineData("the behaviour", true)]
    [InlineData("a realistic, parallelized disguise of an exercise", false)]
    public void Finds_British_words(string text, bool found) => Assert.Equal(found, British().IsMatch(text));

    /// <summary>
    /// Applied migrations stay unchanged; the next one respells their values, and the changelog names both. Vendored data are not ours.
    /// </summary>
    static readonly string[] _excepted =
    [
        "warehouse/migrations/0011_",
        "warehouse/migrations/0012_",
        "CHANGELOG.md",
        "collector/Enrichment/UserAgents/data/",
        "tests/Collector.Tests/Enrichment/UserAgents/data/",
        "tests/Docs.Tests/SpellingTests.cs",
    ];

    [GeneratedRegex(
        @"\w*(anonym|recogn|serial|normal|initial|optim|organ|summar|minim|maxim|author|final|priorit|local|synchron|util|visual)"
            + "is(e|ed|es|er|ers|ing|ation)\\b"
            + @"|\w*(token|random|parallel|material|sanit|special|general|custom|categor)is(e|ed|es|er|ers|ing|ation)\b"
            + @"|\w*(behaviour|colour|honour|favour|neighbour|licence|judgement|catalogue|artefact|centre)\w*"
            + @"|\b(cancelled|labelled|signalled|travelled|modelled|analyse[drs]?|grey)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex British();
}
