namespace Analytics.Collector.OpenApi;

static class OpenApiRoutes
{
    public static void MapOpenApi(this IEndpointRouteBuilder routes)
    {
        // Not before it is asked for: only then every route is mapped.
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

    /// <summary>What the document says of the route.</summary>
    public static void WithDoc(this IEndpointConventionBuilder route, RouteDoc doc) => route.Add(endpoint => endpoint.Metadata.Add(doc));
}
