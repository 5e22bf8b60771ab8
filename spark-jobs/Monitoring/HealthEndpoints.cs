using Analytics.Hosting.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace Analytics.SparkJobs.Monitoring;

/// <summary>Serves /health/live, /health/ready and /metrics of the application.</summary>
static class HealthEndpoints
{
    public static WebApplication Build(string listen, Readiness readiness)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        var app = builder.Build();
        app.Urls.Add(listen);
        app.MapLive();
        app.MapHealth(HealthRoutes.Ready, _ => readiness.Answer);
        app.MapMetrics();
        return app;
    }
}
