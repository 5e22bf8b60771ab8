using System.Buffers;
using System.Text;

namespace Analytics.Collector.Enrichment;

/// <summary>
/// The parts of a web address. Ordinary ones are split by hand, at a tenth of the cost of <see cref="Uri"/>, which parses the rest.
/// </summary>
/// <param name="Host">The host in lower case, in its ASCII form (punycode), so that each site has one.</param>
/// <param name="Path">The path, from its first slash, which is always present.</param>
/// <param name="Query">The query, without the question mark; empty when there is none.</param>
/// <param name="Fragment">The fragment, without the hash sign; empty when there is none.</param>
readonly record struct WebAddress(string Host, string Path, ReadOnlyMemory<char> Query, ReadOnlyMemory<char> Fragment)
{
    static readonly SearchValues<char> _ofHost = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");
    static readonly SearchValues<char> _ofPath = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~/.,;:@!$&'()*+="
    );
    static readonly SearchValues<char> _endsHost = SearchValues.Create("/?#:");
    static readonly SearchValues<char> _endsPath = SearchValues.Create("?#");

    /// <returns>The address; null when the text is not an absolute http or https address.</returns>
    public static WebAddress? Of(string? text) => text is null ? null : Ordinary(text) ?? Any(text);

    /// <summary>Parses any address with <see cref="Uri"/>.</summary>
    public static WebAddress? Any(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new WebAddress(
                HostOf(uri),
                uri.AbsolutePath,
                uri.Query is { Length: > 1 } query ? query.AsMemory(1) : default,
                uri.Fragment is { Length: > 1 } fragment ? fragment.AsMemory(1) : default
            )
            : null;

    /// <summary>Parses the plain form https://host/path?query#fragment; null when host or path need decoding or case folding.</summary>
    public static WebAddress? Ordinary(string text)
    {
        var start =
            text.StartsWith("https://", StringComparison.Ordinal) ? 8
            : text.StartsWith("http://", StringComparison.Ordinal) ? 7
            : 0;
        if (start == 0)
            return null;

        var rest = text.AsSpan(start);
        var host = rest[..End(rest, _endsHost)];
        if (!IsHost(host) || (rest.Length > host.Length && rest[host.Length] == ':'))
            return null;

        var afterHost = rest[host.Length..];
        var path = afterHost[..End(afterHost, _endsPath)];
        if (path.ContainsAnyExcept(_ofPath) || path.Contains("/.", StringComparison.Ordinal))
            return null;

        var fragment = afterHost.IndexOf('#');
        var end = fragment < 0 ? text.Length : text.Length - afterHost.Length + fragment;
        var query = text.Length - afterHost.Length + path.Length;
        if (query < end && !Ascii.IsValid(text.AsSpan(query, end - query)))
            return null;

        return new WebAddress(
            host.ToString(),
            path.Length == 0 ? "/" : path.ToString(),
            query + 1 < end ? text.AsMemory((query + 1)..end) : default,
            end + 1 < text.Length ? text.AsMemory(end + 1) : default
        );
    }

    /// <summary>Returns the host in lower case, in its ASCII form if it has one; an IPv6 address in brackets.</summary>
    public static string HostOf(Uri uri)
    {
        if (uri.HostNameType == UriHostNameType.IPv6)
            return uri.Host.ToLowerInvariant();

        try
        {
            return uri.IdnHost.ToLowerInvariant();
        }
        catch (Exception odd) when (odd is UriFormatException or ArgumentException)
        {
            // A label that is too long, for example.
            return uri.Host.ToLowerInvariant();
        }
    }

    /// <summary>
    /// True for a DNS name; one with an odd first or last character, or that looks like a number, is left to <see cref="Uri"/>.
    /// </summary>
    static bool IsHost(ReadOnlySpan<char> host) =>
        host.Length is > 0 and <= 253
        && !host.ContainsAnyExcept(_ofHost)
        && char.IsAsciiLetter(host[^1])
        && char.IsAsciiLetterOrDigit(host[0])
        && !host.Contains("..", StringComparison.Ordinal)
        && !host.Contains(".-", StringComparison.Ordinal)
        && !host.Contains("-.", StringComparison.Ordinal);

    static int End(ReadOnlySpan<char> text, SearchValues<char> ends) => text.IndexOfAny(ends) is >= 0 and var at ? at : text.Length;
}
