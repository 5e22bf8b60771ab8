using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Queries;

namespace Analytics.DashboardPreview.Web;

/// <summary>The page's endpoints: the list of dashboards, one dashboard's JSON, and the figures of all its panels.</summary>
static class DashboardEndpoints
{
    public static void MapDashboards(this WebApplication app)
    {
        app.MapGet("/api/dashboards", (DashboardFolder folder) =>
            Results.Json(
                (IReadOnlyList<DashboardEntry>)
                    [
                        .. folder
                            .Files()
                            .Select(file => new DashboardEntry(file.Name, file.Dashboard?.Uid, file.Dashboard?.Title, file.Error)),
                    ]
            )
        );

        app.MapGet("/api/dashboards/{uid}", (string uid, DashboardFolder folder) =>
            folder.Find(uid) is { } dashboard ? Results.Text(dashboard.Json.ToJsonString(), "application/json") : Unknown(uid)
        );

        app.MapPost("/api/query", async (QueryRequest request, DashboardFolder folder, DashboardQueries queries) =>
        {
            if (folder.Find(request.Dashboard) is not { } dashboard)
                return Unknown(request.Dashboard);
            try
            {
                return Results.Json(await queries.AnswerAsync(dashboard, request));
            }
            catch (Exception refused) when (refused is FormatException or QueryFailedException)
            {
                return Results.Json(new Problem(refused.Message), statusCode: StatusCodes.Status400BadRequest);
            }
            catch (BusyException busy)
            {
                return Results.Json(new Problem(busy.Message), statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        });
    }

    static IResult Unknown(string uid) =>
        Results.Json(new Problem($"There is no dashboard '{uid}'."), statusCode: StatusCodes.Status404NotFound);
}
