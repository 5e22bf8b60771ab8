using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Queries;
using Analytics.DashboardPreview.Web;

namespace Analytics.DashboardPreview;

/// <summary>The preview page as a web application.</summary>
public static class PreviewApp
{
    public static WebApplication Build(PreviewOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions
            {
                ContentRootPath = AppContext.BaseDirectory,
                WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
            }
        );
        builder.WebHost.UseUrls(options.Urls);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(new DashboardFolder(options.Dashboards));
        builder.Services.AddSingleton<Warehouse>();
        builder.Services.AddSingleton<VariableOptions>();
        builder.Services.AddSingleton<PanelQueries>();
        builder.Services.AddSingleton<DashboardQueries>();
        builder.Services.ConfigureHttpJsonOptions(json => PreviewJson.Configure(json.SerializerOptions));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseLoopbackNamesOnly(options.Urls);
        app.UseDefaultFiles();
        app.UseStaticFiles();
        app.MapDashboards();
        app.MapGet("/health/live", () => Results.Text("live"));
        return app;
    }
}
