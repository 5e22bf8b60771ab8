using Analytics.Collector.Http;

namespace Analytics.Collector.Dialects.Posthog;

/// <summary>PostHog's capture routes of version 0: one event, a list, or a batch of any.</summary>
static class PosthogRoutes
{
    static readonly RouteDoc _doc = new("posthog", "Events in PostHog's members.", "PosthogTaken", 400, 401, 403, 413, 415, 503)
    {
        Body = "Posthog",
        TakesKey = true,
    };

    public static void MapPosthog(this IEndpointRouteBuilder routes)
    {
        foreach (var path in (ReadOnlySpan<string>)["/batch", "/capture", "/e", "/i/v0/e"])
            routes.MapAccept(path, new PosthogDialect(), _doc);
    }
}
