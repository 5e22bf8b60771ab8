namespace Analytics.Collector.Http;

/// <summary>Finds the page from which a request comes.</summary>
static class RequestOrigin
{
    /// <summary>The origin of a page that hides where it is, as browsers write it.</summary>
    const string Hidden = "null";

    /// <returns>
    /// The Origin header. An image's request has none: then the origin of its Referer, or <c>null</c> as a text when a browser sent it
    /// without one. Null when nothing says that it comes from a page, as from a server or a mail program.
    /// </returns>
    public static string? Of(HttpRequest request)
    {
        if (request.Headers.Origin.ToString() is { Length: > 0 } origin)
            return origin;

        if (!HttpMethods.IsGet(request.Method))
            return null;

        if (Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var page))
            return page.GetLeftPart(UriPartial.Authority);

        return request.Headers.ContainsKey("Sec-Fetch-Site") ? Hidden : null;
    }
}
