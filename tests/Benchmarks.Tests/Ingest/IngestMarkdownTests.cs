using System.Text.Json;
using Analytics.Benchmarks.Ingest;
using Analytics.Benchmarks.Ingest.Sending;
using Analytics.Benchmarks.Reports;

namespace Analytics.Benchmarks.Tests.Ingest;

public sealed class IngestMarkdownTests
{
    [Fact]
    public void Shows_medians_and_the_ratio_to_the_ceiling()
    {
        var tables = IngestMarkdown.Of(Report(Result("collector", 40_000, 60_000, 50_000), Result("bare", 100_000, 100_000, 100_000)));
        Assert.Contains("| events /s at most | 50,000 (0.50 x) | 100,000 |", tables);
        Assert.Contains("| CPU s of the server per million events | 20.0 (2.00 x) | 10.0 |", tables);
        Assert.Contains("| p50 ms at 30,000 events/s | 1.00 (1.00 x) | 1.00 |", tables);
        Assert.Contains("nginx is not installed", tables);
    }

    [Fact]
    public void A_failed_request_is_not_good()
    {
        var good = Report(Result("collector", 1));
        Assert.True(good.IsGood);
        good.Results[0].Most[0] = good.Results[0].Most[0] with { Sent = good.Results[0].Most[0].Sent with { Failed = 1 } };
        Assert.False(good.IsGood);
    }

    [Fact]
    public void Is_written_as_JSON() =>
        Assert.Equal(
            1000,
            JsonDocument
                .Parse(JsonSerializer.Serialize(Report(Result("collector", 1000)), IngestJson.Default.IngestReport))
                .RootElement.GetProperty("results")[0]
                .GetProperty("most")[0]
                .GetProperty("events")
                .GetInt64()
        );

    static IngestReport Report(params IngestResult[] results) =>
        new(
            new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero),
            new Machine("a processor", 2, 8, "Linux", []),
            1,
            results[0].Half.Count,
            [IngestLoad.All[0]],
            results,
            ["nginx is not installed: it did not take part."]
        );

    static IngestResult Result(string server, params long[] events) =>
        new(server, IngestLoad.All[0].Name, [.. events.Select(one => Run(server, one))], [.. events.Select(_ => Run(server, 30_000))]);

    static IngestRun Run(string server, long events) =>
        new(
            new SendResult(1, events / 100, 0, 0, 33_000, 1, 2, 3, 4, null),
            events,
            new Dictionary<string, double> { [server] = events / 1_000_000.0 * (server == "bare" ? 10 : 20), ["generator"] = 0.1 }
        );
}
