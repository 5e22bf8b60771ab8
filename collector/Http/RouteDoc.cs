namespace Analytics.Collector.Http;

/// <summary>What the OpenAPI document says of a route beside its path and method. The names are those of components in base.json.</summary>
/// <param name="Tag">The group it stands in.</param>
/// <param name="Answer">What it answers when all is well.</param>
/// <param name="Others">The other statuses that it answers with.</param>
sealed record RouteDoc(string Tag, string Summary, string Answer, params IReadOnlyList<int> Others)
{
    /// <summary>What is posted to it.</summary>
    public string? Body { get; init; }

    /// <summary>What its query may hold.</summary>
    public string? Query { get; init; }

    /// <summary>True where a write key is needed.</summary>
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
    /// <summary>What the document says of the route.</summary>
    public static void WithDoc(this IEndpointConventionBuilder route, RouteDoc doc) => route.Add(endpoint => endpoint.Metadata.Add(doc));
}
