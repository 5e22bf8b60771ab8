using System.Text;

namespace Analytics.Collector.Keys;

/// <summary>Where a key may stand in a request: Basic user, Bearer, X-Write-Key, body, query. The first found wins.</summary>
static class PresentedKey
{
    public const string Header = "X-Write-Key";

    /// <summary>The key in the headers; null when there is none and the body must be asked.</summary>
    public static string? InHeaders(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return BasicUser(authorization[6..]);

        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return authorization[7..].Trim();

        return request.Headers.TryGetValue(Header, out var key) ? key.ToString() : null;
    }

    public static string? InQuery(HttpRequest request) =>
        request.Query.TryGetValue("writeKey", out var key) || request.Query.TryGetValue("api_key", out key) ? key.ToString() : null;

    /// <summary>The part before the first colon; an unreadable header is a key that nobody has.</summary>
    static string BasicUser(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded.Trim(), bytes, out var length))
            return "";

        var user = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = user.IndexOf(':');
        return colon < 0 ? user : user[..colon];
    }
}
