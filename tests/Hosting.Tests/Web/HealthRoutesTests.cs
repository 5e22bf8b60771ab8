using System.Net;
using Analytics.Hosting.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hosting.Tests.Web;

public sealed class HealthRoutesTests : IAsyncLifetime
{
    readonly State _state = new();
    readonly HttpClient _http = new();
    readonly WebApplication _app;

    public HealthRoutesTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(_state);
        _app = builder.Build();
        _app.MapLive();
        _app.MapHealth(HealthRoutes.Ready, services => services.GetRequiredService<State>().Answer);
    }

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_process_that_answers_is_live() => await ExpectAsync("/health/live", HttpStatusCode.OK, "ok\n");

    [Fact]
    public async Task An_unhealthy_answer_is_503_and_the_first_line_and_details_follow()
    {
        _state.Answer = new HealthAnswer("warming up", "live-metrics: running, 12 batches", "lake-archive: starting, 0 batches");
        await ExpectAsync(
            "/health/ready",
            HttpStatusCode.ServiceUnavailable,
            "warming up\nlive-metrics: running, 12 batches\nlake-archive: starting, 0 batches\n"
        );

        _state.Answer = new HealthAnswer(null, "live-metrics: running, 200 batches");
        await ExpectAsync("/health/ready", HttpStatusCode.OK, "ok\nlive-metrics: running, 200 batches\n");
    }

    async Task ExpectAsync(string path, HttpStatusCode status, string text)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(text, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    sealed class State
    {
        public HealthAnswer Answer { get; set; } = HealthAnswer.Ok;
    }
}
