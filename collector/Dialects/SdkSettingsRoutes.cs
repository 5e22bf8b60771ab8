using System.Text.Json.Nodes;
using Analytics.Collector.Http;
using Analytics.Collector.Keys;

namespace Analytics.Collector.Dialects;

/// <summary>
/// Routes that SDKs call before their first event. The answers depend neither on whether the key is known nor on the Host header.
/// </summary>
static class SdkSettingsRoutes
{
    const string Json = "application/json";
    const string Cacheable = "public, max-age=300";

    public static void MapSdkSettings(this IEndpointRouteBuilder routes)
    {
        var proxy = routes.ServiceProvider.GetRequiredService<ProxyOptions>();
        foreach (var path in (ReadOnlySpan<string>)["/v1/projects/{key}/settings", "/projects/{key}/settings"])
        {
            routes
                .MapGet(path, (RequestDelegate)(context => SegmentAsync(context, proxy.PublicAddress)))
                .WithDoc(new("start", "Segment's SDKs: the address to send to.", "Settings", 404));
        }

        routes
            .MapGet("/sourceConfig", (RequestDelegate)RudderStackAsync)
            .WithDoc(new("start", "RudderStack's browser SDK: its source.", "Settings"));
        routes
            .MapGet("/array/{key}/config.js", (RequestDelegate)(context => WriteAsync(context, "application/javascript", "")))
            .WithDoc(new("start", "PostHog's browser SDK: an empty script.", "Script"));
        routes
            .MapGet("/array/{key}/config", (RequestDelegate)(context => WriteAsync(context, Json, "{}")))
            .WithDoc(new("start", "PostHog's browser SDK: an empty configuration.", "Settings"));
        routes
            .MapPost("/flags", (RequestDelegate)(context => WriteAsync(context, Json, """{"flags":{}}""", "no-store")))
            .WithDoc(new("start", "PostHog's SDKs: no feature flags.", "Settings") { Body = "Anything" });
    }

    /// <summary>
    /// Returns the address to send to: without it a page that sets only the address of its settings would post to Segment.
    /// </summary>
    static Task SegmentAsync(HttpContext context, Uri? address)
    {
        if (address is null)
            return ProblemAnswer.WriteAsync(context, Problem.PublicUrlUnset);

        return WriteAsync(
            context,
            Json,
            new JsonObject
            {
                ["integrations"] = new JsonObject
                {
                    ["Segment.io"] = new JsonObject
                    {
                        ["apiKey"] = (string?)context.Request.RouteValues["key"],
                        ["apiHost"] = $"{address.Authority}{address.AbsolutePath.TrimEnd('/')}/v1",
                        ["protocol"] = address.Scheme,
                    },
                },
            }.ToJsonString()
        );
    }

    /// <summary>
    /// Returns a source without destinations, so that its events are sent only here. Its id is the key of the address: one in a header may
    /// be secret, and a shared cache does not know for whom an answer is.
    /// </summary>
    static Task RudderStackAsync(HttpContext context) =>
        WriteAsync(
            context,
            Json,
            new JsonObject
            {
                ["source"] = new JsonObject
                {
                    ["id"] = PresentedKey.InQuery(context.Request)?.Text ?? "",
                    ["config"] = new JsonObject(),
                    ["destinations"] = new JsonArray(),
                },
            }.ToJsonString()
        );

    static Task WriteAsync(HttpContext context, string contentType, string text, string cache = Cacheable)
    {
        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = cache;
        return context.Response.WriteAsync(text);
    }
}
