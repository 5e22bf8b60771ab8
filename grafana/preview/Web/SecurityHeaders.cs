using System.Net;

namespace Analytics.DashboardPreview.Web;

/// <summary>Allows only the page's own scripts and styles, and no framing or reading by another site.</summary>
static class SecurityHeaders
{
    const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = Policy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "no-referrer";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                // Files change without changing their names: the browser revalidates each time, and mostly gets 304.
                headers.CacheControl = "no-cache";
                return next(context);
            }
        );

    /// <summary>
    /// An address of this machine only answers only to this machine's names, so that another site cannot read it through the
    /// visitor's browser by DNS rebinding.
    /// </summary>
    public static void UseLoopbackNamesOnly(this WebApplication app, string urls)
    {
        var ports = LocalPorts(urls);
        app.Use((context, next) => MayAnswer(context, ports) ? next(context) : Refuse(context));
    }

    /// <summary>Returns the ports of the addresses that only this machine reaches; 0 is any.</summary>
    public static IReadOnlySet<int> LocalPorts(string urls) =>
        urls.Split(';')
            .Select(url => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback ? address.Port : -1)
            .ToHashSet();

    public static bool MayAnswer(HttpContext context, IReadOnlySet<int> localPorts) =>
        IsLoopback(context.Request.Host.Host)
        || context.Connection.LocalIpAddress is not { } address
        || !IPAddress.IsLoopback(address)
        || !(localPorts.Contains(context.Connection.LocalPort) || localPorts.Contains(0));

    static bool IsLoopback(string host) => host is "localhost" or "127.0.0.1" or "[::1]";

    static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return context.Response.WriteAsync("This page answers to localhost only; start it with --urls to serve others.");
    }
}
