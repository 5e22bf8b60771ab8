using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>What a page names in backticks exists: files, folders, commands, identifiers, and settings of the collector.</summary>
public sealed partial class BacktickTests
{
    /// <summary>Words that are right although nothing in the repository bears them.</summary>
    static readonly string[] _known =
    [
        "systemctl", // The operator's.
        "Foreach", // Microsoft.Spark's; ours has none.
        "appsettings.json", // The user's.
        "user-agents/", // Beside the built program.
        "state/keys.json", // Written by the collector.
        "./analytics/dotnet/dotnet", // In the archive that goes to YARN.
    ];

    /// <summary>The changelog also names what is gone.</summary>
    static readonly string[] _excepted = ["CHANGELOG.md"];

    /// <summary>Pages, this list and foreign texts prove nothing about the words of the product.</summary>
    static readonly string[] _noProof =
    [
        ".md",
        "LICENSE",
        "BacktickTests.cs",
        "-lock.json",
        ".lock.json",
        ".schema.json",
        "uap-core",
        "-user-agents.json",
        ".yaml",
    ];

    static readonly string[] _files = [.. RepositoryFiles.All().Select(file => $"/{file}/")];
    static readonly HashSet<string> _words = [.. RepositoryFiles.All().Where(file => !_noProof.Any(file.EndsWith)).SelectMany(WordsOf)];
    static readonly string[] _settings =
    [
        .. SettingRow().Matches(Pages.Read("collector/README.md")).Select(row => row.Groups["name"].Value),
    ];

    [Fact]
    public void Everything_in_backticks_exists()
    {
        var missing = Pages
            .All.Where(page => !_excepted.Contains(Pages.Relative(page)))
            .SelectMany(page => Missing(File.ReadAllText(page)).Select(word => $"{Pages.Relative(page)}: {word}"))
            .ToList();
        if (missing.Count > 0)
            Assert.Fail(string.Join('\n', missing));
    }

    [Theory]
    [InlineData("run `./no-such.sh --help`", "./no-such.sh")]
    [InlineData("`collector/Prog`, `contracts/AnalyticsEvent`", "collector/Prog")]
    [InlineData("see `collector/Nowhere/` and `collector/Program.cs`", "collector/Nowhere/")]
    [InlineData("`merge_no_such_thing.sql`, `merge_live_metrics.sql`", "merge_no_such_thing.sql")]
    [InlineData("removed by `undo-everything`", "undo-everything")]
    [InlineData("`MoveLedgerTests`, `NoSuchTests`, `GATEWAY_RATE`", "NoSuchTests")]
    [InlineData("`--Limits:Evnts=5`, `Limits:Events`, `Keys:0:Key`", "--Limits:Evnts=5")]
    [InlineData("`text/plain`, `/health/live`, `.run/demo/owner.env`, `*.segment`, `NNNN_verb.sql`, `us:er`", null)]
    [InlineData("```\n./no-such.sh\n```", null)]
    public void Finds_what_does_not_exist(string page, string? missing) =>
        Assert.Equal(missing is null ? [] : new[] { missing }, Missing(page).ToArray());

    static IEnumerable<string> Missing(string page) =>
        Span()
            .Matches(Block().Replace(page, ""))
            .SelectMany(span => span.Groups["words"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(word => word.TrimEnd(',', ';'))
            .Where(word => !_known.Contains(word) && !Exists(word));

    static bool Exists(string word)
    {
        if (Setting().Match(word) is { Success: true } setting)
        {
            var name = Number().Replace(setting.Groups["name"].Value, ":N");
            return _settings.Any(known => known == name || known.StartsWith($"{name}:", StringComparison.Ordinal));
        }

        if (Identifier().IsMatch(word))
            return _words.Contains(word);

        return !LooksLikeAFile(word) || _files.Any(file => IsAt($"/{word.TrimStart('.', '/').TrimEnd('/')}", file));
    }

    /// <summary>Anywhere in the path, since a README names what is in its own folder; a type's file may go without its ending.</summary>
    static bool IsAt(string word, string file) =>
        file.Contains($"{word}/", StringComparison.Ordinal) || file.Contains($"{word}.", StringComparison.Ordinal);

    /// <summary>A script or a file by its ending, a folder by its slash, or anything below a folder of the repository's root.</summary>
    static bool LooksLikeAFile(string word) =>
        FileName().IsMatch(word)
        && !word.Contains("NNNN", StringComparison.Ordinal)
        && (
            word.StartsWith("./", StringComparison.Ordinal)
            || word.EndsWith('/')
            || Extension().IsMatch(word)
            || word.Contains('/') && _files.Any(file => file.StartsWith($"/{word.Split('/')[0]}/", StringComparison.Ordinal))
        );

    static IEnumerable<string> WordsOf(string file) => Word().Matches($"{file} {Pages.Read(file)}").Select(word => word.Value);

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"`(?<words>[^`\n]+)`")]
    private static partial Regex Span();

    [GeneratedRegex(@"[A-Za-z]\w*(-[a-z0-9]+)*")]
    private static partial Regex Word();

    /// <summary>Not wholly in capitals: those are placeholders, or variables whose names a script puts together.</summary>
    [GeneratedRegex(@"^(?=.*[a-z])[A-Za-z]\w*(-[a-z0-9]+)*$")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^(--)?(?<name>[A-Z][A-Za-z]+(:([A-Z][A-Za-z0-9]*|\d+))+)(=.*)?$")]
    private static partial Regex Setting();

    [GeneratedRegex(@":\d+")]
    private static partial Regex Number();

    /// <summary>Not absolute, not in a hidden folder, no placeholder.</summary>
    [GeneratedRegex(@"^(\./)?[\w-][\w.-]*(/[\w.-]+)*/?$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"\.(cs|sql|sh|json|md|csproj|props|xml|yaml|conf)$")]
    private static partial Regex Extension();

    [GeneratedRegex(@"^\| `(?<name>[A-Z]\w+:[\w:]+)` \|", RegexOptions.Multiline)]
    private static partial Regex SettingRow();
}
