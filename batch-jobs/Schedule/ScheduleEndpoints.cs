using Analytics.Hosting.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace Analytics.BatchJobs.Schedule;

/// <summary>Serves /health/live, /health/ready and /metrics of the schedule.</summary>
static class ScheduleEndpoints
{
    public static WebApplication Build(string listen, ScheduleState state)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        var app = builder.Build();
        app.Urls.Add(listen);
        app.MapLive();
        app.MapHealth(HealthRoutes.Ready, _ => state.Answer);
        app.MapMetrics();
        return app;
    }
}
