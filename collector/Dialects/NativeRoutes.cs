using Analytics.Collector.Events;

namespace Analytics.Collector.Dialects;

/// <summary>POST /v1/events: an object, an array, {"batch":[...]} or lines.</summary>
static class NativeRoutes
{
    static readonly Dialect _native = new("native");

    public static void MapNative(this IEndpointRouteBuilder routes)
    {
        var accept = routes.ServiceProvider.GetRequiredService<AcceptEvents>();
        routes.MapPost("/v1/events", (RequestDelegate)(context => accept.HandleAsync(context, _native)));
    }
}
