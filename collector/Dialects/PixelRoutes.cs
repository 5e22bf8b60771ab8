using Analytics.Collector.Events;
using Analytics.Collector.OpenApi;
using Analytics.Collector.Validation;

namespace Analytics.Collector.Dialects;

/// <summary>Events where no script runs: an image whose address says what happened.</summary>
static class PixelRoutes
{
    public static void MapPixel(this IEndpointRouteBuilder routes)
    {
        var accept = routes.ServiceProvider.GetRequiredService<AcceptEvents>();
        foreach (var type in (ReadOnlySpan<string>)[EventTypes.Track, EventTypes.Page])
        {
            var dialect = new PixelDialect(type);
            routes
                .MapGet($"/pixel/v1/{type}", (RequestDelegate)(context => accept.HandleAsync(context, dialect)))
                .WithDoc(new("pixel", $"One {type} event.", "Image") { Query = "fields", TakesKey = true });
        }
    }
}
