using System.Text;
using System.Text.RegularExpressions;
using Analytics.Collector.Reading.Addresses;

namespace Analytics.Collector.Privacy;

/// <summary>Removes e-mail addresses, telephone numbers and IP addresses from a text, wherever they occur.</summary>
static class PersonText
{
    const string Removed = "[removed]";

    // The expressions take linear time, because the text is untrusted.
    static readonly Regex _email = new(
        """[^\s@<>"'/?&=;,:()]+(?:@|%40)[^\s@<>"'/?&=;,:()]+""",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    );
    static readonly Regex _phone = new(@"(?:\+|%2[Bb])[0-9](?:[0-9 ().-]|%2[089]){5,}[0-9]", RegexOptions.NonBacktracking);

    public static string? Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return text;

        if (text.Contains('@') || text.Contains("%40", StringComparison.Ordinal))
            text = _email.Replace(text, Removed);
        if (text.Contains('+') || text.Contains("%2b", StringComparison.OrdinalIgnoreCase))
            text = _phone.Replace(text, Removed);

        return AddressText.Cut(Encoding.UTF8.GetBytes(text)) is { } cut ? Encoding.UTF8.GetString(cut) : text;
    }

    /// <summary>Returns a page's address without user, fragment and query, except the utm parameters of the first that has any.</summary>
    public static string? CleanUrl(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
            return Clean(url?.Split('?', '#')[0]);

        var (query, fragment) = (Campaign(parsed.Query), Campaign(parsed.Fragment));
        var campaign =
            query.Length > 0 ? $"?{query}"
            : fragment.Length > 0 ? $"#{fragment}"
            : "";
        return Clean($"{parsed.Scheme}://{parsed.Authority}{parsed.AbsolutePath}{campaign}");
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

    public static bool IsUrl(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
