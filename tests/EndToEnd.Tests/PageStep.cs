using System.Text.RegularExpressions;

namespace EndToEnd.Tests;

/// <summary>A step of a page's reader: run commands, or write a file of samples/ into the folder.</summary>
/// <param name="Commands">The lines of a block of bash; empty when it is a file.</param>
/// <param name="File">The file's path in samples/; empty when it is a block.</param>
sealed partial record PageStep(string Commands, string File)
{
    /// <summary>Reads the steps of a page in their order.</summary>
    public static IEnumerable<PageStep> Of(string page) =>
        Step()
            .Matches(System.IO.File.ReadAllText(page))
            .Select(match => new PageStep(match.Groups["commands"].Value, match.Groups["file"].Value));

    [GeneratedRegex(@"```bash\n(?<commands>.*?)```|<!-- from samples/(?<file>\S+) -->", RegexOptions.Singleline)]
    private static partial Regex Step();
}
