using Analytics.Hosting.Processes;
using Analytics.Local.Processes;
using Analytics.Testing;
using Analytics.Testing.Prometheus;
using Analytics.Testing.Waiting;

namespace DashboardPreview.Tests.Prometheus;

/// <summary>
/// Every metric that dashboards and rules ask for exists. Tests of the running programs hold their names; these the rest.
/// </summary>
public sealed class MetricNamesTests
{
    static readonly string[] _ofPrograms = ["collector_", "stream_", "schedule_", "process_"];

    [Fact]
    public void A_recorded_name_is_made_by_a_rule_and_asked_for() => Assert.Equal(MetricNames.Recorded.Order(), MetricNames.AskedOfRules);

    [Fact]
    public async Task The_rest_is_what_a_node_exporter_exports()
    {
        using TestFolder folder = new();
        var address = $"127.0.0.1:{Ports.Free()}";
        var exporter = await GuardedProcess.StartAsync(
            new ProcessSpec(
                "node-exporter",
                [PrometheusTool.Path(PrometheusTool.NodeExporter), $"--web.listen-address={address}"],
                Path.Combine(folder.Path, "node-exporter.log")
            )
        );
        using HttpClient http = new();
        try
        {
            var metrics = await Poll.FindAsync("the node exporter answers", () => MetricsAsync(http, address));

            var rest = MetricNames.Asked.Where(name => name != "up" && !_ofPrograms.Any(name.StartsWith)).ToArray();
            Assert.NotEmpty(rest);
            Assert.Empty(rest.Except(MetricNames.Exported(metrics)));
        }
        finally
        {
            await exporter.StopAsync();
            exporter.Dispose();
        }
    }

    [Theory]
    [InlineData("sum by (status) (rate(a_total{route!~\"b|c(d)\"}[$__rate_interval]))", "a_total")]
    [InlineData("histogram_quantile(0.99, sum by (le) (rate(a_bucket[5m])))", "a_bucket")]
    [InlineData("(a:b > 14.4 and c:d > 14.4) or vector(0)", "a:b c:d")]
    [InlineData("time() - max by (query) (a) / on (instance) b", "a b")]
    public void Names_are_distinguished_from_functions_labels_and_words(string promQl, string names) =>
        Assert.Equal(names, string.Join(' ', MetricNames.In(promQl)));

    static async Task<string?> MetricsAsync(HttpClient http, string address)
    {
        try
        {
            return await http.GetStringAsync(new Uri($"http://{address}/metrics"), TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
