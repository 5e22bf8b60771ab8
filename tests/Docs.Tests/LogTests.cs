using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>Every log line begins with its name, by which an operator finds it: area, thing, what happened, and a colon.</summary>
public sealed partial class LogTests
{
    [Fact]
    public void Every_log_line_begins_with_its_name()
    {
        var lines = RepositoryFiles
            .All()
            .Where(file => Path.GetExtension(file) == ".cs")
            .SelectMany(file =>
                Attribute().Matches(File.ReadAllText(Path.Combine(Pages.Root, file))).Select(line => (file, Text: line.Groups[1].Value))
            )
            .ToList();

        Assert.NotEmpty(lines);
        Assert.DoesNotContain(lines, line => !Named().IsMatch(line.Text));
    }

    [Theory]
    [InlineData("Level = LogLevel.Warning, Message = \"stream.batch.halved: {Query} reads again\"", true)]
    [InlineData("Level = LogLevel.Warning, Message = \"stream.batch.halved {Query} reads again\"", false)]
    [InlineData("Level = LogLevel.Warning, Message = \"a batch was halved\"", false)]
    [InlineData("13, LogLevel.Warning, \"stream.batch.halved: {Query} reads again\"", false)]
    public void Finds_lines_without_a_name(string attribute, bool isNamed) => Assert.Equal(isNamed, Named().IsMatch(attribute));

    [GeneratedRegex(@"\[LoggerMessage\((.*?)\)\]", RegexOptions.Singleline)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^\s*Level = LogLevel\.\w+,\s*Message = ""[a-z_]+(\.[a-z_]+){2,}: ")]
    private static partial Regex Named();
}
