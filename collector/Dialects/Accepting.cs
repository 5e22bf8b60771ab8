using Analytics.Collector.Events;
using Analytics.Collector.OpenApi;

namespace Analytics.Collector.Dialects;

static class Accepting
{
    /// <summary>Events posted to this path, in this dialect.</summary>
    public static void MapAccept(this IEndpointRouteBuilder routes, string path, Dialect dialect, RouteDoc doc)
    {
        var accept = routes.ServiceProvider.GetRequiredService<AcceptEvents>();
        routes.MapPost(path, (RequestDelegate)(context => accept.HandleAsync(context, dialect))).WithDoc(doc);
    }
}
