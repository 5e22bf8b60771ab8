using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Collector.Tests.Telemetry;

/// <summary>A received span.</summary>
/// <param name="Parent">The id of the parent span; empty for a root.</param>
/// <param name="Kind">The kind by OTLP's numbers: 2 server, 4 producer.</param>
sealed record ReceivedSpan(
    string Service,
    string Trace,
    string Id,
    string Parent,
    string Name,
    int Kind,
    ulong Start,
    ulong End,
    IReadOnlyDictionary<string, string> Tags
);

/// <summary>A receiver in place of an OpenTelemetry collector: takes OTLP over HTTP (POST /v1/traces) and keeps the spans.</summary>
sealed class OtlpReceiver : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentQueue<ReceivedSpan> _spans = new();

    OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/traces", async (HttpContext context) =>
        {
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            foreach (var span in Read(body.ToArray()))
                _spans.Enqueue(span);
        });
    }

    public string Url => _app.Urls.Single();

    public IReadOnlyCollection<ReceivedSpan> Spans => _spans;

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // opentelemetry-proto: ExportTraceServiceRequest.resource_spans=1; ResourceSpans.resource=1, scope_spans=2; ScopeSpans.spans=2;
    // Span.trace_id=1, span_id=2, parent_span_id=4, name=5, kind=6, start=7, end=8, attributes=9; KeyValue.key=1, value=2.
    static IEnumerable<ReceivedSpan> Read(byte[] request) =>
        from resource in new OtlpMessage(ByteString.CopyFrom(request)).Messages(1)
        let service = resource
            .Messages(1)
            .SelectMany(about => about.Messages(1))
            .Where(tag => tag.Text(1) == "service.name")
            .Select(Value)
            .SingleOrDefault("")
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new ReceivedSpan(
            service,
            span.Hex(1),
            span.Hex(2),
            span.Hex(4),
            span.Text(5),
            (int)span.Number(6),
            span.Number(7),
            span.Number(8),
            span.Messages(9).ToDictionary(tag => tag.Text(1), Value)
        );

    // AnyValue.string_value=1, int_value=3.
    static string Value(OtlpMessage tag) =>
        tag.Messages(2).Select(value => value.Text(1) is { Length: > 0 } text ? text : value.Number(3).ToString()).Single();
}
