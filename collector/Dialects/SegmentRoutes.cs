using Analytics.Collector.Events;
using Analytics.Collector.Validation;

namespace Analytics.Collector.Dialects;

/// <summary>Segment's routes, which RudderStack's SDKs use too: the type from the path, or a batch of any.</summary>
static class SegmentRoutes
{
    public static void MapSegment(this IEndpointRouteBuilder routes)
    {
        var accept = routes.ServiceProvider.GetRequiredService<AcceptEvents>();
        foreach (var type in EventTypes.All)
        {
            Map($"/v1/{type}", type);
            Map($"/v1/{type[0]}", type);
        }

        foreach (var batch in (ReadOnlySpan<string>)["batch", "b", "import"])
            Map($"/v1/{batch}", null);

        void Map(string path, string? type)
        {
            var dialect = new Dialect("segment", type, AnyContentType: true, ForSdks: true);
            routes.MapPost(path, (RequestDelegate)(context => accept.HandleAsync(context, dialect)));
        }
    }
}
