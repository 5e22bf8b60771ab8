using System.Text;

namespace Analytics.Collector.Keys;

/// <summary>Where a key may stand in a request; the first found wins.</summary>
enum KeyPlace
{
    /// <summary>Basic user, Bearer, X-Write-Key.</summary>
    Header,
    Body,
    Query,
}

/// <summary>What a client presents as its write key, and where.</summary>
readonly record struct PresentedKey(string Text, KeyPlace Place)
{
    public const string Header = "X-Write-Key";

    /// <summary>The key in the headers; null when there is none and the body must be asked.</summary>
    public static PresentedKey? InHeaders(HttpRequest request) => HeaderText(request) is { } text ? new(text, KeyPlace.Header) : null;

    /// <param name="text">Null when the body holds none.</param>
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

    /// <summary>An unreadable header is a key that nobody has.</summary>
    static string BasicUser(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded.Trim(), bytes, out var length))
            return "";

        return FirstPart(Encoding.UTF8.GetString(bytes, 0, length));
    }

    /// <summary>Keys hold no colon: what follows one is a password, or the second part without which Jitsu's SDK takes no key.</summary>
    static string FirstPart(string text)
    {
        var colon = text.IndexOf(':');
        return colon < 0 ? text : text[..colon];
    }
}
