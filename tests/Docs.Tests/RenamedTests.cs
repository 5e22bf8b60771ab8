using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>The changelog has a row for every old name that the collector or the gateway refuses.</summary>
public sealed partial class RenamedTests
{
    [Fact]
    public void The_changelog_has_every_renamed_setting()
    {
        var changelog = Pages.Read("CHANGELOG.md");
        var rows = Setting()
            .Matches(Pages.Read("collector/Settings/RenamedSettings.cs"))
            .Select(name => $"| `{name.Groups["old"].Value}` | `{name.Groups["new"].Value}` |")
            .Concat(
                Variable()
                    .Matches(Pages.Read("deploy/gateway/gateway.sh"))
                    .Select(name => $"| `GATEWAY_{name.Groups["old"].Value}` | `GATEWAY_{name.Groups["new"].Value}` |")
            )
            .ToList();

        Assert.Contains(rows, row => row.Contains("Limits:", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("GATEWAY_", StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => !changelog.Contains(row, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\[""(?<old>[\w:]+)""\] = ""(?<new>[\w:]+)""")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\[(?<old>[A-Z_]+)\]=(?<new>[A-Z_]+)")]
    private static partial Regex Variable();
}
