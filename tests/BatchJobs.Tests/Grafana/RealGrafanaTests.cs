using System.Text.Json.Nodes;
using Analytics.BatchJobs.Grafana;

namespace BatchJobs.Tests.Grafana;

/// <summary>
/// The same client against a real Grafana: ANALYTICS_TEST_GRAFANA is its address, ANALYTICS_TEST_GRAFANA_TOKEN_FILE the file of a token
/// with the role Editor.
/// </summary>
public sealed class RealGrafanaTests
{
    [Fact]
    public async Task A_real_Grafana_takes_figures_and_one_annotation()
    {
        var url = Environment.GetEnvironmentVariable("ANALYTICS_TEST_GRAFANA");
        var file = Environment.GetEnvironmentVariable("ANALYTICS_TEST_GRAFANA_TOKEN_FILE");
        Assert.SkipWhen(string.IsNullOrEmpty(url) || string.IsNullOrEmpty(file), "ANALYTICS_TEST_GRAFANA names no Grafana.");
        var stopping = TestContext.Current.CancellationToken;
        using var grafana = new GrafanaClient(new(new Uri(url.TrimEnd('/') + "/"), file), TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        var run = Guid.NewGuid().ToString("N")[..8];
        var line = LineProtocol.Write(
            new("test", now, new Dictionary<string, double> { ["value"] = 1.5 })
            {
                Tags = new Dictionary<string, string> { ["tag"] = "a, b = \\" },
            }
        );

        Assert.Equal(PushResult.Done, await grafana.PushLiveAsync([line], stopping));
        var annotation = new Annotation(now.AddHours(-1), now, "a test").ToJson("test", run);
        Assert.Equal(PushResult.Done, await grafana.AnnotateAsync(run, annotation, stopping));
        Assert.Equal(PushResult.Done, await grafana.AnnotateAsync(run, annotation, stopping));

        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(file, stopping)).Trim());
        var found = JsonNode.Parse(await http.GetStringAsync($"{url.TrimEnd('/')}/api/annotations?tags=run:{run}", stopping));
        Assert.Single(found!.AsArray());
    }
}
