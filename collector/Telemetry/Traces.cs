using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Analytics.Collector.Telemetry;

/// <summary>
/// Creates OpenTelemetry spans of a request and, within it, of its publishing; exports them by OTLP where the standard variables name a
/// receiver. The publish span's context is sent with each message as Kafka headers. Without a receiver no span is created.
/// </summary>
static class Traces
{
    const string TraceParent = "traceparent";

    /// <summary>The sampled share of requests without a caller's decision, unless OTEL_TRACES_SAMPLER is set.</summary>
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

    /// <summary>Creates a span per request, except the operator's; the caller's span is its parent where one is named.</summary>
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

    /// <summary>Starts the span of storing a request's events; null when the request is not traced.</summary>
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

    /// <summary>Returns the headers that continue the current span after Kafka; null when nothing is traced.</summary>
    public static Headers? KafkaHeaders()
    {
        if (Activity.Current is not { Recorded: true, Id: { } id })
            return null;

        // The caller's tracestate may have kilobytes, which would be copied into each message of its request.
        return new Headers { { TraceParent, Encoding.ASCII.GetBytes(id) } };
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

    /// <summary>Names the span by its route, never by its address, which may contain a key.</summary>
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
