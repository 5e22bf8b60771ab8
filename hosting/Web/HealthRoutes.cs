using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Analytics.Hosting.Web;

/// <summary>The routes of health checks: <c>/health/live</c> (the process answers), <c>/health/ready</c> (it can do its work).</summary>
public static class HealthRoutes
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";

    /// <summary>Maps the check that always answers ok, since the process runs.</summary>
    public static IEndpointConventionBuilder MapLive(this IEndpointRouteBuilder routes) => routes.MapHealth(Live, _ => HealthAnswer.Ok);

    /// <summary>Maps a check that is evaluated for each request.</summary>
    /// <param name="routes">The program's routes.</param>
    /// <param name="path">The check's path.</param>
    /// <param name="ask">Evaluates the check from the program's services, quickly and without an exception.</param>
    public static IEndpointConventionBuilder MapHealth(
        this IEndpointRouteBuilder routes,
        string path,
        Func<IServiceProvider, HealthAnswer> ask
    ) =>
        routes.MapGet(
            path,
            (RequestDelegate)(
                context =>
                {
                    var answer = ask(context.RequestServices);
                    context.Response.StatusCode = answer.Status;
                    context.Response.ContentType = "text/plain";
                    return context.Response.WriteAsync(answer.Text, context.RequestAborted);
                }
            )
        );
}
