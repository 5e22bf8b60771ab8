namespace Analytics.Collector.Http;

/// <summary>
/// Allows cross-origin posts: the origin is reflected, also on errors, and preflights need no key. What operators read is not for pages.
/// </summary>
static class CrossOrigin
{
    const string Exposed = "Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id";
    const int Longest = 2048;

    public static void UseCrossOrigin(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (IsForOperators(context.Request.Path))
                    return next(context);

                var headers = context.Response.Headers;
                headers.Vary = "Origin";
                var origin = context.Request.Headers.Origin.ToString();
                if (IsOrigin(origin))
                {
                    headers.AccessControlAllowOrigin = origin;
                    headers.AccessControlAllowCredentials = "true";
                    headers.AccessControlExposeHeaders = Exposed;
                }

                return HttpMethods.IsOptions(context.Request.Method) ? Preflight(context) : next(context);
            }
        );

    static bool IsForOperators(PathString path) =>
        path.StartsWithSegments("/health") || path.StartsWithSegments("/metrics") || path.StartsWithSegments("/version");

    /// <summary>
    /// True for what browsers send: a scheme and a host, or null. A star would let any site read every answer, with credentials.
    /// </summary>
    static bool IsOrigin(string text) =>
        text == "null"
        || (RequestIds.IsPlain(text, Longest) && text.Contains("://", StringComparison.Ordinal) && text.AsSpan().IndexOfAny('*', ',') < 0);

    static Task Preflight(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        headers.AccessControlMaxAge = "7200";
        var wanted = context.Request.Headers.AccessControlRequestHeaders.ToString();
        if (wanted.Length > 0 && wanted.Length <= Longest && wanted.All(c => c is >= ' ' and <= '~'))
            headers.AccessControlAllowHeaders = wanted;

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
