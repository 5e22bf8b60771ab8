using System.Text;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Telemetry;

/// <summary>Spans sent by the real exporter over HTTP to a receiver in the test.</summary>
public sealed class TracesTests(RunningCollector running)
{
    const string Caller = "00f067aa0ba902b7";

    [Fact]
    public async Task A_sampled_caller_finds_accept_publish_and_the_message_in_its_trace()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var collector = await running.StartAnotherAsync(
            new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Url,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            }
        );
        var (sampled, unsampled) = (NewTrace(), NewTrace());
        var unsampledId = await PostAsync(collector, $"00-{unsampled}-{Caller}-00");
        var id = await PostAsync(collector, $"00-{sampled}-{Caller}-01", "vendor=1");

        var spans = await Poll.FindAsync("two spans of the trace", () =>
            receiver.Spans.Where(span => span.Trace == sampled).ToList() is { Count: 2 } both ? both : null
        );
        var accept = Assert.Single(spans, span => span.Parent == Caller);
        Assert.Equal(("analytics-collector", "POST /v1/events", 2), (accept.Service, accept.Name, accept.Kind));
        Assert.Equal(("/v1/events", "200"), (accept.Tags["http.route"], accept.Tags["http.response.status_code"]));
        var publish = Assert.Single(spans, span => span.Parent == accept.Id);
        Assert.Equal(("publish", 4, "1"), (publish.Name, publish.Kind, publish.Tags["messaging.batch.message_count"]));
        Assert.True(accept.Start <= publish.Start && publish.Start <= publish.End && publish.End <= accept.End);

        var message = await running.Kafka.FindAsync(id);
        Assert.Equal($"00-{sampled}-{publish.Id}-01", message.Headers["traceparent"]);
        Assert.DoesNotContain("tracestate", message.Headers.Keys);
        // A caller that does not record decides for its whole trace; no attribute of a span identifies the caller.
        Assert.Empty((await running.Kafka.FindAsync(unsampledId)).Headers);
        Assert.DoesNotContain(receiver.Spans, span => span.Trace == unsampled);
        Assert.DoesNotContain(receiver.Spans, span =>
            span.Name.Contains("health") || span.Tags.Values.Any(value => value.Contains(RunningCollector.BrowserKey))
        );
    }

    [Fact]
    public async Task Without_a_receiver_nothing_is_traced()
    {
        var id = await PostAsync(running.Collector, $"00-{NewTrace()}-{Caller}-01");
        Assert.Empty((await running.Kafka.FindAsync(id)).Headers);
    }

    static string NewTrace() => Guid.NewGuid().ToString("N");

    static async Task<string> PostAsync(CollectorProcess collector, string traceParent, string? traceState = null)
    {
        var id = Guid.NewGuid().ToString();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/events?writeKey={RunningCollector.BrowserKey}")
        {
            Content = new StringContent($$"""{"messageId":"{{id}}","type":"page","userId":"u"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("traceparent", traceParent);
        if (traceState is not null)
            request.Headers.Add("tracestate", traceState);

        using var response = await collector.Http.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return id;
    }
}
