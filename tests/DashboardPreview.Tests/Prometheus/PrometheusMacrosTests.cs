using Analytics.DashboardPreview.Macros;
using Analytics.DashboardPreview.Prometheus;
using DashboardPreview.Tests.Lint;
using YamlDotNet.Serialization;

namespace DashboardPreview.Tests.Prometheus;

public sealed class PrometheusMacrosTests
{
    static readonly DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData(5, "rate(x[20s])")]
    [InlineData(10, "rate(x[20s])")]
    [InlineData(60, "rate(x[65s])")]
    public void A_rate_spans_four_scrapes_or_an_interval_and_a_scrape(int interval, string expected) =>
        Assert.Equal(
            expected,
            PrometheusMacros.Expand("rate(x[$__rate_interval])", new TimeWindow(_now.AddHours(-1), _now, TimeSpan.FromSeconds(interval)))
        );

    [Fact]
    public void Interval_and_range_are_seconds() =>
        Assert.Equal(
            "a[30s] b[3600s]",
            PrometheusMacros.Expand("a[$__interval] b[$__range]", new TimeWindow(_now.AddHours(-1), _now, TimeSpan.FromSeconds(30)))
        );

    [Fact]
    public void The_scrape_interval_is_that_of_Prometheus_and_of_the_data_source()
    {
        var scrape = $"{PrometheusMacros.ScrapeInterval.TotalSeconds}s";
        var configuration = new DeserializerBuilder()
            .Build()
            .Deserialize<Dictionary<object, object>>(GrafanaFiles.Text("..", "deploy", "prometheus", "prometheus.yml"));
        var source =
            (Dictionary<object, object>)
                ((List<object>)Provisioning.Read(GrafanaFiles.Text("provisioning", "datasources", "prometheus.yaml"))["datasources"])[0];

        Assert.Equal(scrape, ((Dictionary<object, object>)configuration["global"])["scrape_interval"]);
        Assert.Equal(scrape, ((Dictionary<object, object>)source["jsonData"])["timeInterval"]);
    }
}
