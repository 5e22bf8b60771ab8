using System.Text.Json;
using Analytics.Collector.Dialects;
using Analytics.Collector.Http;
using Analytics.Collector.Telemetry;

namespace Analytics.Collector.Events;

/// <summary>Says what became of each event.</summary>
static class Answer
{
    /// <param name="unstored">Places of the events that Kafka did not take; null when it could take none of them.</param>
    public static async Task WriteAsync(HttpContext context, PreparedRequest request, IReadOnlyCollection<int>? unstored, Dialect dialect)
    {
        if (unstored is null)
        {
            CollectorMetrics.Unstored(request.Results.Count);
            await dialect.RefuseAsync(context, Problem.Overloaded);
            return;
        }

        var results = unstored.Count == 0 ? request.Results : WithRetries(request.Results, unstored);
        var accepted = results.Count(result => result.IsAccepted);
        var rejected = results.Count(result => result.Status == EventStatus.Rejected);
        CollectorMetrics.Accepted(request.Facts.Key.Source, dialect.Name, accepted);
        CollectorMetrics.Unstored(unstored.Count);

        var problem = unstored.Count > 0 ? Problem.Unstored : accepted == 0 ? Problem.EveryEventInvalid : null;
        if (problem is null)
            context.Response.ContentType = "application/json";
        else
            ProblemAnswer.Begin(context, problem);

        var all = context.Request.Query["results"] == "all";
        await using (var writer = new Utf8JsonWriter(context.Response.BodyWriter))
            Write(writer, request, problem, accepted, rejected, results.Where(result => all || result.Status != EventStatus.Ok));

        await context.Response.BodyWriter.FlushAsync();
    }

    static void Write(Utf8JsonWriter writer, PreparedRequest request, Problem? problem, int accepted, int rejected, IEnumerable<EventResult> results)
    {
        writer.WriteStartObject();
        if (problem is null)
            writer.WriteString("requestId"u8, request.Facts.RequestId);
        else
            ProblemAnswer.WriteMembers(writer, problem, request.Facts.RequestId);

        writer.WriteString("receivedAt"u8, request.Facts.ReceivedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        writer.WriteString("durability"u8, "kafka"u8);
        writer.WriteNumber("accepted"u8, accepted);
        writer.WriteNumber("duplicate"u8, 0);
        writer.WriteNumber("rejected"u8, rejected);
        writer.WriteNumber("dropped"u8, 0);
        writer.WriteStartArray("results"u8);
        foreach (var result in results)
            Write(writer, result);

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    static void Write(Utf8JsonWriter writer, EventResult result)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index"u8, result.Index);
        if (result.MessageId is { } id)
            writer.WriteString("messageId"u8, id);

        writer.WriteString("status"u8, Word(result.Status));
        if (result.Code is { } code)
            writer.WriteString("code"u8, code);

        if (result.Field is { } field)
            writer.WriteString("field"u8, field);

        writer.WriteEndObject();
    }

    static ReadOnlySpan<byte> Word(EventStatus status) => status switch
    {
        EventStatus.Warning => "warning"u8,
        EventStatus.Rejected => "rejected"u8,
        EventStatus.Retry => "retry"u8,
        _ => "ok"u8,
    };

    static EventResult[] WithRetries(IReadOnlyList<EventResult> results, IReadOnlyCollection<int> unstored)
    {
        var changed = results.ToArray();
        foreach (var index in unstored)
            changed[index] = new EventResult(index, changed[index].MessageId, EventStatus.Retry);

        return changed;
    }
}
