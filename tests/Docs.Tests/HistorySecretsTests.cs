using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>No commit has ever added a secret: a line that was removed later can still be read.</summary>
public sealed partial class HistorySecretsTests
{
    [Fact]
    public void No_commit_adds_a_secret()
    {
        var found = new List<string>();
        var commit = "";
        var lines = 0;
        foreach (var line in RepositoryFiles.Git("log", "-p", "--cc", "--no-color", "--no-ext-diff", "--format=commit %h", "HEAD"))
        {
            if (line.StartsWith("commit ", StringComparison.Ordinal))
                commit = line;
            if (!line.TrimStart(' ').StartsWith('+'))
                continue;

            lines++;
            if (Secret().IsMatch(line))
                found.Add($"{commit}: {line[..Math.Min(line.Length, 20)]}...");
        }

        Assert.True(lines > 0, "git shows no commit.");
        Assert.Empty(found);
    }

    // The parts are joined here, so that the line itself is no secret.
    [Theory]
    [InlineData("-----BEGIN EC PRIVATE ", "KEY-----")]
    [InlineData("AKIA", "ABCDEFGHIJKLMNOP")]
    [InlineData("ghp_", "abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("glsa_", "abcdefghijklmnopqrstuvwxyz012345_01234567")]
    [InlineData("xoxb-", "0123456789-abc")]
    [InlineData("server_aaaabbbbccccdddd.", "0123456789012345678901234567890123456789012")]
    [InlineData("postgres://", "owner:hunter2hunter2@db.example/analytics")]
    public void Tells_a_secret(string first, string rest)
    {
        Assert.Matches(Secret(), $"+ x = \"{first}{rest}\"");
        Assert.DoesNotMatch(Secret(), $"+ x = \"{first}\"");
    }

    // Private keys, tokens of cloud, code hosting, chat, Grafana and npm, this system's own write keys, and passwords in addresses.
    [GeneratedRegex(
        "-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}|gh[pousr]_[A-Za-z0-9]{36}|npm_[A-Za-z0-9]{36}"
            + "|gl(sa|pat|c)[_-][A-Za-z0-9_]{20}|xox[baprs]-[0-9A-Za-z-]{10}"
            + @"|(browser|server|operator)_[a-z2-7]{16}\.[A-Za-z0-9_-]{43}|(postgres|postgresql)://[^/ :""]+:[^/ @""$<{]{6,}@"
    )]
    private static partial Regex Secret();
}
