using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>Scripts and pages name tests that exist, and the runs of all faults hide no skipped test.</summary>
public sealed partial class ScriptTests
{
    [Fact]
    public void Namespaces_and_classes_of_tests_in_scripts_and_pages_exist()
    {
        var sources = RepositoryFiles
            .All()
            .Where(file => file.StartsWith("tests/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
            .Select(Pages.Read)
            .ToList();
        var namespaces = sources.SelectMany(text => Namespace().Matches(text)).Select(match => match.Groups["name"].Value).ToHashSet();
        var classes = sources
            .SelectMany(text => Class().Matches(text).Select(match => $"{Namespace().Match(text).Groups["name"]}.{match.Groups["name"]}"))
            .ToHashSet();
        var named = RepositoryFiles
            .All()
            .Where(file => Path.GetExtension(file) is ".sh" or ".md" or ".yml" || file == ".ci/run")
            .SelectMany(file => Named().Matches(Pages.Read(file)).Select(match => (File: file, Match: match)))
            .ToList();
        Assert.Contains(named, one => one.File == "tests/Collector.Tests/faults.sh");
        Assert.Empty(
            named
                .Where(one =>
                    !(one.Match.Groups["kind"].Value == "namespace" ? namespaces : classes).Contains(one.Match.Groups["name"].Value)
                )
                .Select(one => $"{one.File}: {one.Match}")
        );
    }

    [Theory]
    [InlineData("F3", 0, 0, 0, "| F3 | what | 4 | 0 | 0 | ", "")]
    [InlineData("F12", 0, 1, 1, "| F12 | what (incomplete) | 3 | 0 | 1 | ", "- F12: It needs libfaketime\n")]
    [InlineData("F3", 1, 0, 1, "| F3 | what | 3 | 1 | 0 | ", "")]
    public void A_row_with_a_skipped_test_is_incomplete(string row, int failed, int skipped, int bad, string line, string reasons)
    {
        const string log = """
                Faults.Tests.ClockTests.Jumps [SKIP]
                  It needs libfaketime
            """;
        var (table, why) = Run(
            $$"""
            projects_of() { echo X.Tests; }
            execute() {
              printf '%s\n' '{{(skipped > 0 ? log : "")}}' '   X.Tests  Total: 4, Errors: 0, Failed: {{failed}}, Skipped: {{skipped}}'
            }
            row {{row}} what
            echo "bad $bad"
            """
        );
        Assert.StartsWith(line, table, StringComparison.Ordinal);
        Assert.EndsWith($"bad {bad}\n", table, StringComparison.Ordinal);
        Assert.Equal(reasons, why);
    }

    [Fact]
    public void A_program_that_crashes_is_a_test_that_fails()
    {
        var (table, _) = Run(
            """
            projects_of() { echo X.Tests Y.Tests; }
            execute() { [ "$1" = X.Tests ] || echo '   Y.Tests  Total: 4, Errors: 0, Failed: 0, Skipped: 0'; }
            row F3 what
            echo "bad $bad"
            """
        );
        Assert.StartsWith("| F3 | what | 4 | 1 | 0 | ", table, StringComparison.Ordinal);
        Assert.EndsWith("bad 1\n", table, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F21", "", "900")]
    [InlineData("F21", "1800", "1800")]
    [InlineData("F23", "10", "180")]
    [InlineData("F3", "10", "10")]
    [InlineData("F3", "", "")]
    public void A_row_takes_as_long_as_its_target_needs(string row, string asked, string seconds)
    {
        var (table, _) = Run(
            $$"""
            projects_of() { echo X.Tests; }
            execute() { echo "$FAULT_SECONDS" > "$logs/seconds"; }
            FAULT_SECONDS={{asked}} row {{row}} what > "$logs/table"
            cat "$logs/seconds"
            """
        );
        Assert.Equal($"{seconds}\n", table);
    }

    /// <summary>Runs lines with the functions of rows.sh; returns what they print, and the reasons of skipped tests.</summary>
    static (string Printed, string Reasons) Run(string lines)
    {
        var logs = Directory.CreateTempSubdirectory();
        try
        {
            var script = $"set -euo pipefail\nlogs={logs.FullName}\nsource tests/Faults.Tests/rows.sh\n{lines}";
            var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = Pages.Root, RedirectStandardOutput = true };
            using var bash = Process.Start(start)!;
            var printed = bash.StandardOutput.ReadToEnd();
            bash.WaitForExit();
            Assert.Equal(0, bash.ExitCode);
            var skipped = Path.Combine(logs.FullName, "skipped.md");
            return (printed, File.Exists(skipped) ? File.ReadAllText(skipped) : "");
        }
        finally
        {
            logs.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^public sealed (?:partial )?class (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Class();

    [GeneratedRegex(@"(?<= )-(?<kind>namespace|class) (?<name>\w+\.Tests[\w.]*)")]
    private static partial Regex Named();
}
