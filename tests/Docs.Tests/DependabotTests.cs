using System.Text.RegularExpressions;

namespace Docs.Tests;

public sealed partial class DependabotTests
{
    [Fact]
    public void Every_folder_that_is_watched_holds_what_is_watched()
    {
        var folders = Folder().Matches(Pages.Read(".github/dependabot.yml")).Select(folder => folder.Groups["path"].Value).ToList();
        Assert.Equal(7, folders.Count);
        Assert.All(folders, folder => Assert.True(Holds(folder), $"{folder} has no list of packages."));
    }

    static bool Holds(string folder) => _lists.Any(list => File.Exists(Path.Combine(Pages.Root, folder.TrimStart('/'), list)));

    static readonly string[] _lists = ["Directory.Packages.props", "package-lock.json", "pom.xml", "Dockerfile", "compose.yaml"];

    [GeneratedRegex(@"^ +(directory:|-) (?<path>/\S*)$", RegexOptions.Multiline)]
    private static partial Regex Folder();
}
