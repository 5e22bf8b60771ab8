namespace Analytics.DashboardPreview.Web;

/// <summary>The page runs its own script and style and nothing else, and can't be framed or read by another site.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Files change with the build, not with their name: the browser asks each time, and mostly hears "not modified".
        headers.CacheControl = "no-cache";
        return next(context);
    });
}
