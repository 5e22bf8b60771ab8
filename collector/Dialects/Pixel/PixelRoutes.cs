using Analytics.Collector.Http;
using Analytics.Collector.Processing;
using Analytics.Collector.Reading;

namespace Analytics.Collector.Dialects.Pixel;

/// <summary>Routes for clients without scripts: the image's address contains the event.</summary>
static class PixelRoutes
{
    public static void MapPixel(this IEndpointRouteBuilder routes)
    {
        var accept = routes.ServiceProvider.GetRequiredService<EventRequestHandler>();
        foreach (var type in (ReadOnlySpan<string>)[EventTypes.Track, EventTypes.Page])
        {
            var dialect = new PixelDialect(type);
            routes
                .MapGet($"/pixel/v1/{type}", (RequestDelegate)(context => accept.HandleAsync(context, dialect)))
                .WithDoc(new("pixel", $"One {type} event.", "Image") { Query = "fields", TakesKey = true });
        }
    }
}
