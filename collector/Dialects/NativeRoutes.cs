using Analytics.Collector.Http;

namespace Analytics.Collector.Dialects;

/// <summary>Routes for an object, an array, {"batch":[...]} or lines: to store events, or only to validate them.</summary>
static class NativeRoutes
{
    public static void MapNative(this IEndpointRouteBuilder routes)
    {
        routes.MapAccept("/v1/events", new NativeDialect(), RouteDoc.Native("Stores events."));
        routes.MapAccept(
            "/v1/validate",
            new ValidateDialect(),
            RouteDoc.Native("Processes and answers events as /v1/events does; nothing is stored.")
        );
    }

    /// <summary>Validates and answers like the native dialect, and stores nothing.</summary>
    sealed class ValidateDialect() : NativeDialect("validate")
    {
        public override bool Stores => false;
    }
}
