using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using Analytics.Collector.Reading.Addresses;

namespace Analytics.Collector.Privacy;

/// <summary>
/// Removes e-mail addresses, telephone numbers and IP addresses from a text, wherever they occur, and the query of an address.
/// </summary>
static class PersonText
{
    const string Removed = "[removed]";

    // The expressions take linear time, because the text is untrusted.
    static readonly Regex _email = new(
        """[^\s@<>"'/?&=;,:()]+(?:@|%40)[^\s@<>"'/?&=;,:()]+""",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    );
    static readonly Regex _phone = new(@"(?:\+|%2[Bb])[0-9](?:[0-9 ().-]|%2[089]){5,}[0-9]", RegexOptions.NonBacktracking);

    /// <summary>Cleans a text, or an address as <see cref="CleanUrl"/> does: clients repeat it and its query in their properties.</summary>
    public static string? Clean(string? text) => IsUrl(text) ? CleanUrl(text) : CleanText(text);

    /// <summary>
    /// Returns an address, absolute or relative, without user, fragment and query, except the utm parameters of the first that has any.
    /// </summary>
    public static string? CleanUrl(string? url)
    {
        if (Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https")
            return CleanText($"{parsed!.Scheme}://{parsed.Authority}{parsed.AbsolutePath}{CampaignOf(parsed.Query, parsed.Fragment)}");

        if (url is null)
            return null;

        var hash = url.IndexOf('#');
        var (rest, fragment) = hash < 0 ? (url, "") : (url[..hash], url[hash..]);
        var mark = rest.IndexOf('?');
        var (path, query) = mark < 0 ? (rest, "") : (rest[..mark], rest[mark..]);
        return CleanText(path + CampaignOf(query, fragment));
    }

    static string? CleanText(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return text;

        if (text.Contains('@') || text.Contains("%40", StringComparison.Ordinal))
            text = _email.Replace(text, Removed);
        if (text.Contains('+') || text.Contains("%2b", StringComparison.OrdinalIgnoreCase))
            text = _phone.Replace(text, Removed);

        return AddressText.Cut(Encoding.UTF8.GetBytes(text)) is { } cut ? Encoding.UTF8.GetString(cut) : text;
    }

    /// <summary>Returns what stays of a query and a fragment, with the character that begins it.</summary>
    static string CampaignOf(string query, string fragment)
    {
        var (ofQuery, ofFragment) = (Campaign(query), Campaign(fragment));
        return ofQuery.Length > 0 ? $"?{ofQuery}"
            : ofFragment.Length > 0 ? $"#{ofFragment}"
            : "";
    }

    /// <summary>Returns the utm parameters of a query, or of what a fragment has for one.</summary>
    static string Campaign(string part) =>
        string.Join(
            '&',
            part[(part.IndexOf('?') + 1)..]
                .TrimStart('#')
                .Split('&')
                .Where(pair => pair.StartsWith("utm_", StringComparison.OrdinalIgnoreCase))
        );

    /// <summary>
    /// True for an absolute address, a path, a query, a fragment with parameters, and a relative address with parameters.
    /// </summary>
    static bool IsUrl([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 }
        && (
            text[0] is '/' or '?'
            || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || (text.AsSpan().IndexOfAny('?', '#') is >= 0 and var at && text.IndexOf('=', at) > 0 && !text.Any(char.IsWhiteSpace))
        );
}
