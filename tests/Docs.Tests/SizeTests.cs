namespace Docs.Tests;

/// <summary>A file is at most 200 lines long and 140 columns wide, so that it is read as a whole.</summary>
public sealed class SizeTests
{
    const int MostLines = 200;
    const int MostColumns = 140;

    static readonly string[] _source = [".cs", ".sql", ".sh", ".js", ".css", ".html", ".csproj", ".props", ".targets", ".conf"];
    static readonly string[] _other = [".md", ".yml", ".yaml"];

    /// <summary>Files of others, or made by a program.</summary>
    static readonly string[] _foreign = ["/UserAgents/data/", "/wwwroot/vendor/", "tests/Benchmarks/results/", "grafana/schema/"];

    /// <summary>nginx has one string per line and no way to continue it.</summary>
    static readonly string[] _wide = ["deploy/gateway/conf/problems.conf", "deploy/gateway/conf/secure.conf"];

    [Fact]
    public void No_source_file_and_no_page_is_longer_than_200_lines() =>
        Assert.Empty(
            Own([.. _source, ".md"])
                .Except(["CHANGELOG.md"])
                .Where(file => Lines(file).Length > MostLines)
                .Select(file => $"{file}: {Lines(file).Length} lines")
        );

    [Fact]
    public void No_line_is_wider_than_140_columns() =>
        Assert.Empty(
            Own([.. _source, .. _other])
                .Except(_wide)
                .SelectMany(file => TooWide(Lines(file), Path.GetExtension(file) == ".md").Select(line => $"{file}: {line}"))
        );

    [Theory]
    [InlineData(140, "", false, 0)]
    [InlineData(141, "", false, 1)]
    [InlineData(141, "", true, 1)]
    [InlineData(141, "| ", true, 0)]
    [InlineData(141, "```\n", true, 0)]
    [InlineData(141, "```\n```\n", true, 1)]
    public void Tables_and_blocks_of_code_of_a_page_may_be_wider(int columns, string before, bool page, int found) =>
        Assert.Equal(found, TooWide((before + new string('x', columns)).Split('\n'), page).Count());

    static IEnumerable<string> Own(string[] endings) =>
        RepositoryFiles.All().Where(file => endings.Contains(Path.GetExtension(file)) && !_foreign.Any(file.Contains));

    static string[] Lines(string file) => Pages.Read(file).TrimEnd('\n').Split('\n');

    /// <summary>Returns the lines that are too wide. A command of a page is to be copied, and a row of a table has one line.</summary>
    static IEnumerable<string> TooWide(string[] lines, bool isPage)
    {
        var isCode = false;
        foreach (var line in lines)
        {
            var isFence = isPage && line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            isCode ^= isFence;
            if (line.Length > MostColumns && !(isPage && (isCode || line.TrimStart().StartsWith('|'))))
                yield return line;
        }
    }
}
