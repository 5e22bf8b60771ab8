using System.Text.Json.Nodes;
using Analytics.Collector.Http;
using Analytics.Collector.Telemetry;

namespace Analytics.Collector.Health;

/// <summary>Routes for the version and for robots.txt.</summary>
static class AboutRoutes
{
    static readonly string _version = new JsonObject { ["name"] = "analytics-collector", ["version"] = BuildVersion.Text }.ToJsonString();

    public static void MapAbout(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/version", (RequestDelegate)(context => WriteAsync(context, "application/json", _version)))
            .WithDoc(new("operations", "The version of the collector.", "Json"));
        routes
            .MapGet("/robots.txt", (RequestDelegate)(context => WriteAsync(context, "text/plain", "User-agent: *\nDisallow: /\n")))
            .WithDoc(new("operations", "Tells crawlers to index nothing.", "Text"));
    }

    static Task WriteAsync(HttpContext context, string contentType, string text)
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(text);
    }
}
