using Analytics.DashboardPreview.Dashboards;
using Analytics.DashboardPreview.Prometheus;
using Analytics.DashboardPreview.Queries;
using Analytics.DashboardPreview.Settings;
using Analytics.DashboardPreview.Web;
using Analytics.Hosting;
using Analytics.Hosting.Web;

namespace Analytics.DashboardPreview;

/// <summary>The preview page as a web application.</summary>
static partial class PreviewApp
{
    /// <summary>Serves the page until shutdown.</summary>
    public static async Task<int> RunAsync(PreviewOptions options, CancellationToken stop)
    {
        await using var app = Build(options);
        await app.StartAsync(stop);
        LogListening(app.Logger, options.Dashboards, string.Join(", ", app.Urls));
        await app.WaitForShutdownAsync(stop);
        return ExitCodes.Done;
    }

    public static WebApplication Build(PreviewOptions options)
    {
        var builder = WebPrograms.CreateBuilder([], AppContext.BaseDirectory);
        builder.WebHost.UseUrls(options.Urls);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(new DashboardFolder(options.Dashboards));
        builder.Services.AddSingleton<WarehouseReader>();
        builder.Services.AddSingleton<VariableOptions>();
        builder.Services.AddSingleton<PrometheusClient>();
        builder.Services.AddSingleton<PrometheusQueries>();
        builder.Services.AddSingleton<PanelQueries>();
        builder.Services.AddSingleton<DashboardQueries>();
        builder.Services.ConfigureHttpJsonOptions(json => PreviewJson.Configure(json.SerializerOptions));
        builder.Logging.AddConsoleLog().AddFilter("Microsoft", LogLevel.Warning);

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseLoopbackNamesOnly(options.Urls);
        app.UseDefaultFiles();
        app.UseStaticFiles();
        app.MapDashboards();
        app.MapLive();
        return app;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "preview.page.listening: dashboards of {Folder} at {Urls}")]
    static partial void LogListening(ILogger log, string folder, string urls);
}
