using Analytics.Collector.Http;
using Analytics.Collector.Reading;

namespace Analytics.Collector.Dialects;

/// <summary>
/// Jitsu's routes, from pages and from servers: one event in Segment's members each. Its SDK wants JSON, and never retries.
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
