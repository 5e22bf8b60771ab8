using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>
/// Names in backticks on a page exist: files, folders, commands, options, identifiers, and settings of the collector. A comment of the code
/// proves nothing.
/// </summary>
public sealed partial class BacktickTests
{
    /// <summary>Valid names that occur nowhere else in the repository.</summary>
    static readonly string[] _known =
    [
        "systemctl", // A command of the operator's system.
        "--now", // An option of systemctl,
        "--packages", // of spark-submit,
        "--profile", // and of docker compose.
        "Foreach", // Microsoft.Spark's name; the binding has no such member.
        "appsettings.json", // A file of the user.
        "user-agents/", // A folder beside the built program.
        "state/keys.json", // A file that the collector writes.
        "pgpass", // A file in the archive that goes to YARN.
        "conf/spark-defaults.conf", // A file of Spark's distribution.
        "./analytics/dotnet/dotnet", // A file in the archive that goes to YARN.
    ];

    /// <summary>The changelog, which also names removed parts.</summary>
    static readonly string[] _excepted = ["CHANGELOG.md"];

    /// <summary>Files that do not count as evidence: pages, these tests, and texts of others.</summary>
    static readonly string[] _noProof =
    [
        ".md",
        "LICENSE",
        "BacktickTests.cs",
        "BlockTests.cs",
        "-lock.json",
        ".lock.json",
        ".schema.json",
        "uap-core",
        "-user-agents.json",
        ".yaml",
    ];

    static readonly string[] _files = [.. RepositoryFiles.All().Select(file => $"/{file}/")];
    static readonly (HashSet<string> Words, HashSet<string> Options) _code = Code();
    static readonly string[] _settings =
    [
        .. SettingRow().Matches(Pages.Read("collector/Settings/README.md")).Select(row => row.Groups["name"].Value),
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
    [InlineData("`--warm-batches 5`, `--no-such-option`", "--no-such-option")]
    [InlineData("`MoveLedgerTests`, `NoSuchTests`, `GATEWAY_RATE`", "NoSuchTests")]
    [InlineData("`--Limits:Evnts=5`, `Limits:Events`, `Keys:0:Key`", "--Limits:Evnts=5")]
    [InlineData("`text/plain`, `/health/live`, `.run/demo/keys.env`, `*.segment`, `NNNN_verb.sql`, `us:er`", null)]
    [InlineData("```\n./no-such.sh\n```", null)]
    public void Finds_what_does_not_exist(string page, string? missing) =>
        Assert.Equal(missing is null ? [] : new[] { missing }, Missing(page).ToArray());

    static IEnumerable<string> Missing(string page) =>
        Span()
            .Matches(Block().Replace(page, ""))
            .SelectMany(span => span.Groups["words"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(word => word.TrimEnd(',', ';'))
            .Where(word => !_known.Contains(word) && !Exists(word));

    internal static bool Exists(string word)
    {
        if (Setting().Match(word) is { Success: true } setting)
        {
            var name = Number().Replace(setting.Groups["name"].Value, ":N");
            return _settings.Any(known => known == name || known.StartsWith($"{name}:", StringComparison.Ordinal));
        }

        if (Option().Match(word) is { Success: true } option)
            return _code.Options.Contains(option.Groups["name"].Value);

        if (Identifier().IsMatch(word))
            return _code.Words.Contains(word);

        return !LooksLikeAFile(word) || _files.Any(file => IsAt($"/{word.TrimStart('.', '/').TrimEnd('/')}", file));
    }

    /// <summary>Matches anywhere in the path, since a README names files of its folder; a type needs no extension.</summary>
    static bool IsAt(string word, string file) =>
        file.Contains($"{word}/", StringComparison.Ordinal) || file.Contains($"{word}.", StringComparison.Ordinal);

    /// <summary>A script or a file by its extension, a folder by its slash, or any path below a folder of the repository's root.</summary>
    static bool LooksLikeAFile(string word) =>
        FileName().IsMatch(word)
        && !word.Contains("NNNN", StringComparison.Ordinal)
        && (
            word.StartsWith("./", StringComparison.Ordinal)
            || word.EndsWith('/')
            || Extension().IsMatch(word)
            || word.Contains('/') && _files.Any(file => file.StartsWith($"/{word.Split('/')[0]}/", StringComparison.Ordinal))
        );

    static (HashSet<string> Words, HashSet<string> Options) Code()
    {
        var (words, options) = (new HashSet<string>(), new HashSet<string>());
        foreach (var file in RepositoryFiles.All().Where(file => !_noProof.Any(file.EndsWith)))
        {
            var text = $"{file} {Comment(Path.GetExtension(file))?.Replace(Pages.Read(file), "") ?? Pages.Read(file)}";
            words.UnionWith(Word().Matches(text).Select(word => word.Value));
            options.UnionWith(OptionWord().Matches(text).Select(option => option.Value));
        }

        return (words, options);
    }

    static Regex? Comment(string extension) =>
        extension switch
        {
            ".cs" or ".js" => SlashComment(),
            ".sql" => DashComment(),
            ".sh" => HashComment(),
            _ => null,
        };

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"`(?<words>[^`\n]+)`")]
    private static partial Regex Span();

    [GeneratedRegex(@"[A-Za-z]\w*(-[a-z0-9]+)*")]
    private static partial Regex Word();

    /// <summary>Excludes names in capitals only: placeholders, and variables whose names a script composes.</summary>
    [GeneratedRegex(@"^(?=.*[a-z])[A-Za-z]\w*(-[a-z0-9]+)*$")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^(--)?(?<name>[A-Z][A-Za-z]+(:([A-Z][A-Za-z0-9]*|\d+))+)(=.*)?$")]
    private static partial Regex Setting();

    [GeneratedRegex("^(?<name>--[a-z][a-z-]+)(=.*)?$")]
    private static partial Regex Option();

    [GeneratedRegex("--[a-z][a-z-]+")]
    private static partial Regex OptionWord();

    [GeneratedRegex(@"(?<=^|\s)///?\s.*$", RegexOptions.Multiline)]
    private static partial Regex SlashComment();

    [GeneratedRegex(@"(?<=^|\s)--\s.*$", RegexOptions.Multiline)]
    private static partial Regex DashComment();

    [GeneratedRegex(@"^\s*#\s.*$", RegexOptions.Multiline)]
    private static partial Regex HashComment();

    [GeneratedRegex(@":\d+")]
    private static partial Regex Number();

    /// <summary>Excludes absolute paths, hidden folders and placeholders.</summary>
    [GeneratedRegex(@"^(\./)?[\w-][\w.-]*(/[\w.-]+)*/?$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"\.(cs|sql|sh|json|md|csproj|props|xml|yaml|conf)$")]
    private static partial Regex Extension();

    [GeneratedRegex(@"^\| `(?<name>[A-Z]\w+:[\w:]+)` \|", RegexOptions.Multiline)]
    private static partial Regex SettingRow();
}
