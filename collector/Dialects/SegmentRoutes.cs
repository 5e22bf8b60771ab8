using Analytics.Collector.Http;
using Analytics.Collector.Reading;

namespace Analytics.Collector.Dialects;

/// <summary>Segment's routes, which RudderStack's SDKs use too: the type from the path, or a batch of any.</summary>
static class SegmentRoutes
{
    public static void MapSegment(this IEndpointRouteBuilder routes)
    {
        foreach (var type in EventTypes.All)
        {
            var doc = RouteDoc.Sdk("segment", "Event", $"One {type} event.");
            routes.MapAccept($"/v1/{type}", new SdkDialect("segment", type), doc);
            routes.MapAccept($"/v1/{type[0]}", new SdkDialect("segment", type), doc);
        }

        foreach (var batch in (ReadOnlySpan<string>)["/v1/batch", "/v1/b", "/v1/import", "/beacon/v1/batch"])
            routes.MapAccept(batch, new SdkDialect("segment"), RouteDoc.Sdk("segment", "Batch", "Events of any type."));
    }
}
