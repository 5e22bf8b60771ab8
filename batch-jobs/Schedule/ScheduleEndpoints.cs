using Analytics.Hosting.Web;
using Microsoft.AspNetCore.Builder;
using Prometheus;

namespace Analytics.BatchJobs.Schedule;

/// <summary>Serves /health/live, /health/ready and /metrics of the schedule.</summary>
static class ScheduleEndpoints
{
    public static WebApplication Build(string listen, ScheduleState state)
    {
        var app = HealthServer.Build(listen, () => state.Answer);
        app.MapMetrics();
        return app;
    }
}
