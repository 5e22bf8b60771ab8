using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using Analytics.Hosting;

namespace Analytics.Collector.Keys.Commands;

/// <summary>Parses the arguments of the commands and reports their errors.</summary>
static partial class KeyArguments
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

    /// <summary>Returns an origin as browsers send it: lower case, no default port, no path; null when the text is none.</summary>
    public static string? Origin(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.UserInfo.Length > 0)
            return null;

        if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            return OtherScheme().IsMatch(text) ? text.ToLowerInvariant() : null;

        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return uri.PathAndQuery == "/" && uri.Fragment.Length == 0
            ? $"{uri.Scheme}://{host}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}".ToLowerInvariant()
            : null;
    }

    /// <summary>Matches the origins of apps and browser extensions.</summary>
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*://[A-Za-z0-9._-]+$")]
    private static partial Regex OtherScheme();
}
