using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>
/// The tests of a class have its folder: <c>collector/Keys/KeyRing.cs</c> and <c>tests/Collector.Tests/Keys/KeyRingTests.cs</c>.
/// </summary>
public sealed partial class MirrorTests
{
    [Fact]
    public void The_tests_of_a_class_have_its_folder() =>
        Assert.Equal(
            [],
            Misplaced(
                RepositoryFiles.All().Where(file => Path.GetExtension(file) is ".cs" or ".csproj").ToDictionary(file => file, Pages.Read)
            )
        );

    [Theory]
    [InlineData("tests/App.Tests/Early/ATests.cs", "")]
    [InlineData("tests/App.Tests/Early/ATests.More.cs", "")]
    [InlineData("tests/App.Tests/ATests.cs", "tests/App.Tests/ATests.cs: app/Early")]
    [InlineData("tests/App.Tests/Late/ATests.More.cs", "tests/App.Tests/Late/ATests.More.cs: app/Early")]
    [InlineData("tests/App.Tests/BTests.cs", "")]
    [InlineData("tests/App.Tests/Late/BTests.cs", "tests/App.Tests/Late/BTests.cs: app")]
    [InlineData("tests/App.Tests/Late/OutageTests.cs", "")]
    [InlineData("tests/Other.Tests/ATests.cs", "")]
    public void Names_tests_in_another_folder(string tests, string found)
    {
        var files = new Dictionary<string, string>
        {
            ["app/Company.App.csproj"] = "",
            ["app/Early/A.cs"] = "sealed record A(int B);",
            ["app/B.cs"] = "static class B { }",
            [tests] = "",
        };
        Assert.Equal(found, string.Concat(Misplaced(files)));
    }

    static IEnumerable<string> Misplaced(IReadOnlyDictionary<string, string> files)
    {
        var projects = files
            .Keys.Where(file => Path.GetExtension(file) == ".csproj" && !file.EndsWith(".Tests.csproj", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file).Split('.')[^1], FolderOf);
        var folders = files
            .SelectMany(file => Type().Matches(file.Value).Select(type => (Name: type.Groups["name"].Value, Folder: FolderOf(file.Key))))
            .ToLookup(type => type.Name, type => type.Folder);
        foreach (var (file, test) in files.Keys.Select(file => (file, Tests().Match(file).Groups)))
        {
            if (!projects.TryGetValue(test["project"].Value, out var project))
                continue;
            var own = folders[test["name"].Value]
                .Where(folder => $"{folder}/".StartsWith($"{project}/", StringComparison.Ordinal))
                .ToList();
            if (own.Count > 0 && !own.Contains($"{project}{test["folder"].Value}"))
                yield return $"{file}: {own[0]}";
        }
    }

    static string FolderOf(string file) => Path.GetDirectoryName(file)!;

    [GeneratedRegex(@"^tests/(?<project>\w+)\.Tests(?<folder>/.+)?/(?<name>\w+)Tests(\.\w+)?\.cs$")]
    private static partial Regex Tests();

    [GeneratedRegex(@"^ *[a-z ]*\b(class|record|struct|interface|enum) (?<name>[A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex Type();
}
