using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Analytics.Hosting;

namespace Analytics.Collector.Keys.Commands;

/// <summary>Parses the arguments of the commands and reports their errors.</summary>
static class KeyArguments
{
    /// <summary>Returns the argument of ids; a whole key is accepted too, by the id before its dot.</summary>
    public static Argument<string[]> Ids() =>
        new("id")
        {
            Description = "The ids, as 'list' shows them.",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result => [.. result.Tokens.Select(token => Id(token.Value))],
        };

    public static string Id(string text) => KeyFormat.IdOf(text) is { Length: > 0 } id ? id.ToString() : text;

    /// <summary>Parses a future time: a date (UTC), a date and time, or a duration from now.</summary>
    public static DateTimeOffset? Expiry(ArgumentResult result)
    {
        var (text, now) = (result.Tokens[0].Value, TimeProvider.System.GetUtcNow());
        var time =
            Duration.Parse(text) is { } duration ? now + duration
            : DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var read
            )
                ? read
            : (DateTimeOffset?)null;
        if (time is null)
            result.AddError($"'{text}' is neither a date like 2027-01-31 nor a time like 90d.");
        else if (time <= now)
            result.AddError($"'{text}' is in the past.");

        return time;
    }
}
