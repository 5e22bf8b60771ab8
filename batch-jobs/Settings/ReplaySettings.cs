using System.CommandLine;
using System.CommandLine.Parsing;
using Analytics.Hosting;

namespace Analytics.BatchJobs.Settings;

/// <summary>The settings of <c>replay</c>.</summary>
/// <param name="Where">A condition in Spark SQL over the columns of <c>rejected</c>.</param>
/// <param name="Set">The members to change, in order.</param>
/// <param name="Limit">The most rows to send; null for all.</param>
/// <param name="Again">True to send also rows that were replayed before.</param>
/// <param name="Yes">False to show what would happen.</param>
/// <param name="ChunkRows">The rows between two commits to the lake.</param>
/// <param name="Collector">The collector's address.</param>
/// <param name="KeyFile">The file that holds an operator key.</param>
sealed record ReplaySettings(
    string Where,
    IReadOnlyList<SetMember> Set,
    long? Limit,
    bool Again,
    bool Yes,
    int ChunkRows,
    Uri Collector,
    string KeyFile
)
{
    static readonly Option<string> _where = new("--where")
    {
        Description = "The rows of the lake's table rejected, as a condition in Spark SQL: \"code = 'currency_invalid'\".",
        Required = true,
    };

    static readonly Option<SetMember[]> _set = new("--set")
    {
        Description =
            "A member to change and its value, in the client's names: properties.currency=EUR. The value is JSON, else a text. May "
            + "be repeated.",
        CustomParser = Members,
    };

    static readonly Option<long?> _limit = Options.Number<long>("--limit", 1, long.MaxValue, "The most rows to send.");
    static readonly Option<bool> _again = new("--again") { Description = "Send also rows that were replayed before." };
    static readonly Option<int> _chunk = Options.Number(
        "--chunk",
        2_000,
        1,
        10_000,
        "Rows between two commits to the lake, and in the memory of the driver."
    );

    static readonly EnvironmentOption _collector = EnvironmentOption.Required(
        "--collector",
        "ANALYTICS_COLLECTOR_URL",
        "The collector's address: http://127.0.0.1:8080.",
        text => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? null : "is no http or https address"
    );

    static readonly EnvironmentOption _keyFile = EnvironmentOption.Required(
        "--operator-key-file",
        "ANALYTICS_OPERATOR_KEY_FILE",
        "The file that holds an operator key and nothing else.",
        path => File.Exists(path) ? null : "names no file"
    );

    /// <summary>The settings that may come from the environment.</summary>
    public static IReadOnlyList<EnvironmentOption> Shared { get; } =
    [SharedOptions.Lake, SharedOptions.OptionalWarehouse, _collector, _keyFile];

    public static IReadOnlyList<Option> Recorded { get; } = [_limit, _again, SharedOptions.Yes, SharedOptions.DryRun, _chunk];

    /// <summary>The options that may hold ids of people.</summary>
    public static IReadOnlyList<Option> Unrecorded { get; } = [_where, _set];

    public static ReplaySettings Of(ParseResult parsed) =>
        new(
            parsed.GetRequiredValue(_where),
            parsed.GetValue(_set) ?? [],
            parsed.GetValue(_limit),
            parsed.GetValue(_again),
            parsed.GetValue(SharedOptions.Yes),
            parsed.GetValue(_chunk),
            // With a slash at its end, so that a path in it is kept.
            new Uri($"{_collector.Get(parsed).TrimEnd('/')}/"),
            _keyFile.Get(parsed)
        );

    static SetMember[] Members(ArgumentResult result)
    {
        var members = new List<SetMember>();
        foreach (var token in result.Tokens)
        {
            if (SetMember.Parse(token.Value) is { } member)
                members.Add(member);
            else
                result.AddError($"--set takes a path and a value: properties.currency=EUR, not '{token.Value}'.");
        }

        return [.. members];
    }
}
