using Analytics.Collector.Http;
using Analytics.Collector.Processing;

namespace Analytics.Collector.Dialects;

static class Accepting
{
    /// <summary>Maps a route that accepts events posted to this path, in this dialect.</summary>
    public static void MapAccept(this IEndpointRouteBuilder routes, string path, Dialect dialect, RouteDoc doc)
    {
        var accept = routes.ServiceProvider.GetRequiredService<EventRequestHandler>();
        routes.MapPost(path, (RequestDelegate)(context => accept.HandleAsync(context, dialect))).WithDoc(doc);
    }
}
