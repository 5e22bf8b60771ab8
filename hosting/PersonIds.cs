using System.CommandLine;
using System.Text;

namespace Analytics.Hosting;

/// <summary>
/// The ids of one person, as a command line names them: directly, or in files, since others can list a process's arguments.
/// </summary>
/// <param name="Users">The user ids.</param>
/// <param name="Anonymous">The anonymous ids.</param>
public sealed record PersonIds(IReadOnlyList<string> Users, IReadOnlyList<string> Anonymous)
{
    /// <summary>The most ids of one run: each row is compared with all of them.</summary>
    public const int Most = 1000;

    static readonly Option<string[]> _users = Ids(
        "--user",
        "A user id; may be repeated. Others on the machine can read it: prefer a file."
    );
    static readonly Option<string[]> _anonymous = Ids("--anonymous", "An anonymous id; may be repeated.");
    static readonly Option<string[]> _userFiles = File("--user-file", "A file with a user id in each line.");
    static readonly Option<string[]> _anonymousFiles = File("--anonymous-file", "A file with an anonymous id in each line.");

    /// <summary>The options; a command that has them calls <see cref="Require"/>. Their values are personal data.</summary>
    public static IReadOnlyList<Option> Options { get; } = [_users, _anonymous, _userFiles, _anonymousFiles];

    /// <summary>Makes the command refuse to run without an id, and with too many.</summary>
    public static void Require(Command command) =>
        command.Validators.Add(result =>
        {
            var ids = Of(
                result.GetValue(_users),
                result.GetValue(_anonymous),
                result.GetValue(_userFiles),
                result.GetValue(_anonymousFiles)
            );
            if (ids.All.Count is 0)
                result.AddError("Name the person: --user, --anonymous, --user-file or --anonymous-file.");
            else if (ids.All.Count > Most)
                result.AddError($"A run takes up to {Most} ids of one person.");
        });

    public static PersonIds Of(ParseResult parsed) =>
        Of(parsed.GetValue(_users), parsed.GetValue(_anonymous), parsed.GetValue(_userFiles), parsed.GetValue(_anonymousFiles));

    /// <summary>Every id, once.</summary>
    public IReadOnlyList<string> All { get; } = [.. Users.Union(Anonymous)];

    static PersonIds Of(string[]? users, string[]? anonymous, string[]? userFiles, string[]? anonymousFiles) =>
        new([.. Joined(users, userFiles)], [.. Joined(anonymous, anonymousFiles)]);

    static IEnumerable<string> Joined(string[]? ids, string[]? files) =>
        (ids ?? [])
            .Concat((files ?? []).Where(System.IO.File.Exists).SelectMany(file => System.IO.File.ReadLines(file, Encoding.UTF8)))
            .Where(id => id.Length > 0)
            .Distinct();

    static Option<string[]> Ids(string name, string what)
    {
        var option = new Option<string[]>(name) { Description = what };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Length == 0))
                result.AddError($"{name} takes an id, not an empty text.");
        });
        return option;
    }

    static Option<string[]> File(string name, string what)
    {
        var option = new Option<string[]>(name) { Description = what };
        option.Validators.Add(result =>
        {
            foreach (var path in result.Tokens.Select(token => token.Value).Where(path => !System.IO.File.Exists(path)))
                result.AddError($"{name}: no file {path}.");
        });
        return option;
    }
}
