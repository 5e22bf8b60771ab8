using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace Analytics.SparkJobs.Running;

/// <summary>/health/live, /health/ready and /metrics of the application.</summary>
static class HealthEndpoints
{
    public static WebApplication Build(string listen, Readiness readiness)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        var app = builder.Build();
        app.Urls.Add(listen);
        app.MapGet("/health/live", () => Results.Ok(new Health("live", null, null)));
        app.MapGet("/health/ready", () =>
            readiness.IsReady
                ? Results.Ok(new Health("ready", readiness.Doing, Describe(readiness)))
                : Results.Json(
                    new Health("not ready", readiness.Doing, Describe(readiness)),
                    statusCode: StatusCodes.Status503ServiceUnavailable
                )
        );
        app.MapMetrics();
        return app;
    }

    static Dictionary<string, string> Describe(Readiness readiness) =>
        readiness.States.ToDictionary(state => state.Query, state => $"{state.Phase}, {state.Batches} batches");

    sealed record Health(string Status, string? Doing, Dictionary<string, string>? Queries);
}
