using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Analytics.Hosting.Web;

/// <summary>Creates the small server of a program that serves nothing but its health and metrics.</summary>
public static class HealthServer
{
    /// <summary>Creates the server with <c>/health/live</c> and <c>/health/ready</c>; the caller maps its metrics and starts it.</summary>
    /// <param name="listen">The address: <c>http://127.0.0.1:8081</c>.</param>
    /// <param name="ready">Evaluates the check that the program can do its work, quickly and without an exception.</param>
    public static WebApplication Build(string listen, Func<HealthAnswer> ready)
    {
        var builder = WebPrograms.CreateBuilder([]);
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        var app = builder.Build();
        app.Urls.Add(listen);
        app.MapLive();
        app.MapHealth(HealthRoutes.Ready, _ => ready());
        return app;
    }
}
