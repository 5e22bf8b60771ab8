using System.Net.Http.Json;
using System.Text.Json;
using Analytics.DashboardPreview;
using Analytics.DashboardPreview.Settings;
using Microsoft.AspNetCore.Builder;

namespace DashboardPreview.Tests.Web;

/// <summary>A running preview on a free port of this machine.</summary>
sealed class RunningPreview : IAsyncDisposable
{
    /// <summary>A request for the dashboard live-traffic over the last 30 minutes.</summary>
    public static readonly object LastMinutes = new
    {
        dashboard = "live-traffic",
        from = "now-30m",
        to = "now",
    };

    readonly WebApplication _app;

    RunningPreview(WebApplication app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public static async Task<RunningPreview> StartAsync(PreviewOptions options)
    {
        var app = PreviewApp.Build(options);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningPreview(app);
    }

    /// <summary>One refresh, as the page asks for it.</summary>
    public async Task<JsonElement> QueryAsync(object request)
    {
        var answer = await PostAsync(request);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> PostAsync(object request) =>
        Http.PostAsJsonAsync("api/query", request, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
