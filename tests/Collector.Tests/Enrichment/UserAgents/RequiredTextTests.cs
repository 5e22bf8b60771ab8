using System.Text.RegularExpressions;
using Analytics.Collector.Enrichment.UserAgents;
using CsCheck;

namespace Collector.Tests.Enrichment.UserAgents;

public sealed class RequiredTextTests
{
    [Theory]
    [InlineData("(Chrome)/(\\d+)", "chrome/ after")]
    [InlineData("[Bb]ot\\b", "a bot")]
    [InlineData("a?bc", "bc")]
    [InlineData("(?:foo|bar)baz", "bar baz")]
    [InlineData("x{0,3}yz", "yz")]
    [InlineData("(?:foo|)bar", "bar")]
    [InlineData("\\.NET", ".net")]
    [InlineData("a|", "")]
    [InlineData("(?!never)said", "said")]
    public void Accepts_text_that_may_match(string pattern, string text) => Assert.True(new RequiredText(pattern).IsIn(text));

    [Theory]
    [InlineData("(Chrome)/(\\d+)", "chromium/1")]
    [InlineData("(?:foo|bar)baz", "foobar")]
    [InlineData("(?:foo|bar)baz", "a baz")]
    [InlineData("[Bb]ot\\b", "boot")]
    [InlineData("Opera Mini", "opera")]
    public void Rejects_text_that_cannot_match(string pattern, string text) => Assert.False(new RequiredText(pattern).IsIn(text));

    /// <summary>The required property: every text that a pattern matches contains the pattern's words.</summary>
    [Fact]
    public void Never_rejects_a_match()
    {
        var atom = Gen.OneOf("ab", "Cd", "e", "[Ff]", "[0-9]", "\\d", "\\.", ".", "(?:gh|ij)", "(Kl|)", "(?:mn)", "^", "\\b");
        var pattern = Gen.Select(atom, Gen.OneOf("", "", "", "?", "*", "+", "{0,2}", "{1,2}", "+?"))
            .List[1, 6]
            .Select(parts =>
                string.Concat(
                    parts.Select(part =>
                        part.Item1 is "^" or "\\b" ? part.Item1
                        : part.Item1.Length > 1 && char.IsLetter(part.Item1[0]) && part.Item2.Length > 0 ? $"(?:{part.Item1}){part.Item2}"
                        : part.Item1 + part.Item2
                    )
                )
            );
        var text = Gen.OneOf("ab", "AB", "cd", "Cd", "e", "f", "F", "7", ".", "gh", "ij", "kl", "Kl", "mn", " ")
            .List[0, 8]
            .Select(string.Concat);
        Gen.Select(pattern, text, Gen.Bool)
            .Sample(
                (expression, subject, ignoreCase) =>
                    !Regex.IsMatch(
                        subject,
                        expression,
                        ignoreCase ? RegexOptions.IgnoreCase | RegexOptions.CultureInvariant : RegexOptions.CultureInvariant
                    ) || new RequiredText(expression).IsIn(subject.ToLowerInvariant()),
                seed: "0000KOIcHYA4",
                iter: 3000,
                threads: 1
            );
    }
}
