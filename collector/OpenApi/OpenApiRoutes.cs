using Analytics.Collector.Http;

namespace Analytics.Collector.OpenApi;

static class OpenApiRoutes
{
    public static void MapOpenApi(this IEndpointRouteBuilder routes)
    {
        // The document is written at the first request, because all routes are mapped only then.
        var document = new Lazy<byte[]>(() => OpenApiDocument.Write(routes.ServiceProvider.GetRequiredService<EndpointDataSource>()));
        routes
            .MapGet(
                "/openapi.json",
                (RequestDelegate)(
                    context =>
                    {
                        context.Response.ContentType = "application/json";
                        context.Response.ContentLength = document.Value.Length;
                        return context.Response.Body.WriteAsync(document.Value, 0, document.Value.Length);
                    }
                )
            )
            .WithDoc(new("operations", "This document.", "Json"));
    }
}
