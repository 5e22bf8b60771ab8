using System.Text.RegularExpressions;

namespace Docs.Tests;

public sealed partial class LinkTests
{
    [Fact]
    public void Every_relative_link_leads_somewhere()
    {
        var dead = Pages
            .All.SelectMany(page => Link().Matches(File.ReadAllText(page)).Select(match => (page, target: match.Groups["target"].Value)))
            .Where(link => !link.target.Contains("://", StringComparison.Ordinal) && !link.target.StartsWith('#'))
            .Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(link.page)!, link.target.Split('#')[0])))
            .Select(link => $"{Pages.Relative(link.page)} -> {link.target}")
            .ToList();
        Assert.Empty(dead);
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
