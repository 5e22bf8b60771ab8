using Analytics.Hosting.Web;
using Microsoft.AspNetCore.Builder;
using Prometheus;

namespace Analytics.SparkJobs.Monitoring;

/// <summary>Serves /health/live, /health/ready and /metrics of the application.</summary>
static class HealthEndpoints
{
    public static WebApplication Build(string listen, Readiness readiness)
    {
        var app = HealthServer.Build(listen, () => readiness.Answer);
        app.MapMetrics();
        return app;
    }
}
