namespace Analytics.Collector.Http;

/// <summary>A route's description in the OpenAPI document, beside its path and method. Names refer to components in base.json.</summary>
/// <param name="Tag">The group of the route.</param>
/// <param name="Answer">The response on success.</param>
/// <param name="Others">The other statuses of the route.</param>
sealed record RouteDoc(string Tag, string Summary, string Answer, params IReadOnlyList<int> Others)
{
    /// <summary>The component of the request body.</summary>
    public string? Body { get; init; }

    /// <summary>The component of the query parameters.</summary>
    public string? Query { get; init; }

    /// <summary>True when the route needs a write key.</summary>
    public bool TakesKey { get; init; }

    public static RouteDoc Native(string summary) =>
        new("native", summary, "Results", 202, 400, 401, 403, 408, 413, 415, 429, 503)
        {
            Body = "Events",
            Query = "results",
            TakesKey = true,
        };

    public static RouteDoc Sdk(string tag, string body, string summary) =>
        new(tag, summary, "Results", 202, 400, 401, 403, 429, 503)
        {
            Body = body,
            Query = "results",
            TakesKey = true,
        };
}

static class RouteDocs
{
    /// <summary>Adds the description to the route.</summary>
    public static void WithDoc(this IEndpointConventionBuilder route, RouteDoc doc) => route.Add(endpoint => endpoint.Metadata.Add(doc));
}
