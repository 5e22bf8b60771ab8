using Analytics.Collector.Http;
using Analytics.Collector.Reading;

namespace Analytics.Collector.Dialects;

/// <summary>
/// Jitsu's routes, for pages and servers: one event with Segment's members per request. Its SDK expects JSON, and never retries.
/// </summary>
static class JitsuRoutes
{
    public static void MapJitsu(this IEndpointRouteBuilder routes)
    {
        foreach (var type in EventTypes.All)
        {
            var doc = RouteDoc.Sdk("jitsu", "Event", $"One {type} event.");
            routes.MapAccept($"/api/s/{type}", new SdkDialect("jitsu", type), doc);
            routes.MapAccept($"/api/s/s2s/{type}", new SdkDialect("jitsu", type), doc);
        }
    }
}
