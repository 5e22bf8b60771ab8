using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>Projects depend in one direction: on those before them in <see cref="ProjectFolders"/>.</summary>
public sealed partial class ProjectOrderTests
{
    [Fact]
    public void Every_project_and_every_code_file_is_listed() =>
        Assert.Equal(
            [],
            RepositoryFiles.All().Where(file => Path.GetExtension(file) is ".csproj" or ".cs" && ProjectFolders.Of(file) is null)
        );

    [Fact]
    public void A_project_refers_to_earlier_ones_only() =>
        Assert.Equal(
            [],
            RepositoryFiles
                .All()
                .Where(file => Path.GetExtension(file) == ".csproj")
                .SelectMany(file => Later([.. ProjectFolders.Orders.Keys], file, Pages.Read(file)))
        );

    [Theory]
    [InlineData("late/A.csproj", "../early/B.csproj", "")]
    [InlineData("early/A.csproj", "../late/B.csproj", "early/A.csproj refers to late/B.csproj")]
    [InlineData("early/A.csproj", "../later/B.csproj", "early/A.csproj refers to later/B.csproj")]
    [InlineData("late/A.csproj", "Inner/B.csproj", "")]
    [InlineData("late/Inner/A.csproj", "../B.csproj", "")]
    public void Names_a_reference_to_a_later_project(string file, string reference, string found) =>
        Assert.Equal(found, string.Concat(Later(["early", "late"], file, $"""<ProjectReference Include="{reference}" />""")));

    static IEnumerable<string> Later(List<string> order, string file, string text) =>
        Reference()
            .Matches(text)
            .Select(reference => Path.Combine(Path.GetDirectoryName(file)!, reference.Groups["file"].Value))
            .Select(path => Path.GetRelativePath("/", Path.GetFullPath(path, "/")))
            .Where(referred => Place(order, referred) > Place(order, file))
            .Select(referred => $"{file} refers to {referred}");

    // A project that is not listed is later than all.
    static int Place(List<string> order, string file) =>
        order.FindIndex(project => file.StartsWith($"{project}/", StringComparison.Ordinal)) is >= 0 and var place ? place : order.Count;

    [GeneratedRegex("<ProjectReference [^>]*Include=\"(?<file>[^\"]+)\"")]
    private static partial Regex Reference();
}
