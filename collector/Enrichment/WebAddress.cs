using System.Buffers;
using System.Text;

namespace Analytics.Collector.Enrichment;

/// <summary>
/// The parts of an address that are asked for. Ordinary ones are cut by hand, at a tenth of what <see cref="Uri"/> costs; the rest are its.
/// </summary>
/// <param name="Host">Lower case.</param>
/// <param name="Path">From the first slash, which is always there.</param>
/// <param name="Query">After the question mark; empty when there is none.</param>
readonly record struct WebAddress(string Host, string Path, ReadOnlyMemory<char> Query)
{
    static readonly SearchValues<char> _ofHost = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");
    static readonly SearchValues<char> _ofPath = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~/.,;:@!$&'()*+="
    );
    static readonly SearchValues<char> _endsHost = SearchValues.Create("/?#:");
    static readonly SearchValues<char> _endsPath = SearchValues.Create("?#");

    /// <returns>Null when it is no absolute http or https address.</returns>
    public static WebAddress? Of(string? text) => text is null ? null : Ordinary(text) ?? Any(text);

    /// <summary>By <see cref="Uri"/>, whatever the address.</summary>
    public static WebAddress? Any(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new WebAddress(
                uri.Host.ToLowerInvariant(),
                uri.AbsolutePath,
                uri.Query is { Length: > 1 } query ? query.AsMemory(1) : default
            )
            : null;

    /// <summary>
    /// Null when it is not of the plain form https://host/path?query#fragment, with nothing to decode or to fold in host and path.
    /// </summary>
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
            query + 1 < end ? text.AsMemory((query + 1)..end) : default
        );
    }

    /// <summary>Names as DNS has them. One that begins or ends oddly, or like a number, is for <see cref="Uri"/> to judge.</summary>
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
