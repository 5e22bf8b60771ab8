using System.Text;

namespace Analytics.Collector.Keys;

/// <summary>The places of a key in a request; the first found wins.</summary>
enum KeyPlace
{
    /// <summary>A Basic user, a Bearer token, or X-Write-Key.</summary>
    Header,
    Query,
    Body,
}

/// <summary>A write key as the client presents it, with its place.</summary>
readonly record struct PresentedKey(string Text, KeyPlace Place)
{
    public const string Header = "X-Write-Key";

    /// <summary>Returns the key of the headers or of the address; null when there is none and the body must be read for it.</summary>
    public static PresentedKey? BeforeBody(HttpRequest request) =>
        HeaderText(request) is { } text ? new(text, KeyPlace.Header) : InQuery(request);

    /// <param name="text">The body's key; null when there is none.</param>
    public static PresentedKey? InBody(string? text) => text is null ? null : new(text, KeyPlace.Body);

    public static PresentedKey? InQuery(HttpRequest request) =>
        request.Query.TryGetValue("writeKey", out var key) || request.Query.TryGetValue("api_key", out key)
            ? new(key.ToString(), KeyPlace.Query)
            : null;

    static string? HeaderText(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return BasicUser(authorization[6..]);

        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return authorization[7..].Trim();

        return request.Headers.TryGetValue(Header, out var key) ? FirstPart(key.ToString()) : null;
    }

    /// <summary>Returns the user of a Basic header; a malformed header yields an empty key, which matches no key.</summary>
    static string BasicUser(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded.Trim(), bytes, out var length))
            return "";

        return FirstPart(Encoding.UTF8.GetString(bytes, 0, length));
    }

    /// <summary>
    /// Returns the part before the colon; after it comes a password, or the second part that Jitsu's SDK requires. Keys have no colon.
    /// </summary>
    static string FirstPart(string text)
    {
        var colon = text.IndexOf(':');
        return colon < 0 ? text : text[..colon];
    }
}
