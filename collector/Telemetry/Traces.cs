using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Analytics.Collector.Telemetry;

/// <summary>
/// OpenTelemetry's spans of a request, accept and publish within it, sent by OTLP where the standard variables name a receiver.
/// The publish span's context goes with each message as Kafka headers. Without a receiver nothing listens, and nothing is made.
/// </summary>
static class Traces
{
    const string TraceParent = "traceparent";
    const string TraceState = "tracestate";

    /// <summary>Of the requests that bring no decision of their caller, unless OTEL_TRACES_SAMPLER says otherwise.</summary>
    const double Share = 0.01;

    static readonly ActivitySource _source = new("Analytics.Collector");

    public static void AddTraces(this WebApplicationBuilder builder)
    {
        if (!AreOn(builder.Configuration))
            return;

        builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource =>
                _ = builder.Configuration["OTEL_SERVICE_NAME"] is null ? resource.AddService("analytics-collector") : resource
            )
            .WithTracing(traces =>
            {
                traces.AddSource(_source.Name).AddOtlpExporter();
                if (builder.Configuration["OTEL_TRACES_SAMPLER"] is null)
                    traces.SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(Share)));
            });
    }

    /// <summary>A span for each request but the operator's own, under the caller's where it names one.</summary>
    public static void UseTraces(this WebApplication app)
    {
        if (!AreOn(app.Configuration))
            return;

        app.Use(
            async (context, next) =>
            {
                using var span = Begin(context.Request);
                await next(context);
                if (span is not null)
                    End(span, context);
            }
        );
    }

    /// <summary>The span of storing a request's events; null when the request is not traced.</summary>
    public static Activity? Publish(int events)
    {
        if (Activity.Current is null)
            return null;

        var span = _source.StartActivity("publish", ActivityKind.Producer);
        span?.SetTag("messaging.system", "kafka")
            .SetTag("messaging.operation.type", "send")
            .SetTag("messaging.batch.message_count", events);
        return span;
    }

    /// <summary>What continues the current span behind Kafka; null when nothing is traced.</summary>
    public static Headers? KafkaHeaders()
    {
        if (Activity.Current is not { Recorded: true, Id: { } id } span)
            return null;

        var headers = new Headers { { TraceParent, Encoding.ASCII.GetBytes(id) } };
        if (span.TraceStateString is { Length: > 0 } state)
            headers.Add(TraceState, Encoding.ASCII.GetBytes(state));

        return headers;
    }

    static bool AreOn(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])
        || !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"]);

    static Activity? Begin(HttpRequest request)
    {
        if (request.Path.StartsWithSegments("/health") || request.Path.StartsWithSegments("/metrics"))
            return null;

        ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var caller);
        return _source.StartActivity(request.Method, ActivityKind.Server, caller);
    }

    /// <summary>The route, never the address: a key may stand in it.</summary>
    static void End(Activity span, HttpContext context)
    {
        var route = RequestMetrics.Route(context);
        span.DisplayName = $"{context.Request.Method} {route}";
        span.SetTag("http.request.method", context.Request.Method)
            .SetTag("http.route", route)
            .SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= 500)
            span.SetStatus(ActivityStatusCode.Error);
    }
}
