using System.Text.Json;
using Analytics.Collector.Dialects;
using Analytics.Collector.Http;
using Analytics.Collector.Telemetry;

namespace Analytics.Collector.Events;

/// <summary>Says what became of each event.</summary>
static class Answer
{
    public static async Task WriteAsync(HttpContext context, PreparedRequest request, Stored stored, Dialect dialect)
    {
        if (stored.IsNothing)
        {
            CollectorMetrics.Unstored(request.Results.Count);
            await dialect.RefuseAsync(context, Problem.Overloaded with { RetryAfter = stored.RetryAfter });
            return;
        }

        var results = Final(request.Results, stored);
        var counts = EventCounts.Of(results);
        CollectorMetrics.Accepted(request.Facts.Key.Source, dialect.Name, counts.Accepted);
        CollectorMetrics.Unstored(stored.Unstored.Count);

        var problem = stored.Unstored.Count > 0 ? Problem.Unstored with { RetryAfter = stored.RetryAfter }
            : counts.Rejected == results.Count ? Problem.EveryEventInvalid : null;
        if (problem is null)
        {
            context.Response.StatusCode = stored.Durability == Durability.Spool ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
            context.Response.ContentType = "application/json";
        }
        else
        {
            ProblemAnswer.Begin(context, problem);
        }

        var all = context.Request.Query["results"] == "all";
        await using (var writer = new Utf8JsonWriter(context.Response.BodyWriter))
            Write(writer, request, problem, stored.Durability, counts, results.Where(result => all || result.Status != EventStatus.Ok));

        await context.Response.BodyWriter.FlushAsync();
    }

    static void Write(
        Utf8JsonWriter writer, PreparedRequest request, Problem? problem, Durability durability, EventCounts counts, IEnumerable<EventResult> results)
    {
        writer.WriteStartObject();
        if (problem is null)
            writer.WriteString("requestId"u8, request.Facts.RequestId);
        else
            ProblemAnswer.WriteMembers(writer, problem, request.Facts.RequestId);

        writer.WriteString("receivedAt"u8, request.Facts.ReceivedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        writer.WriteString("durability"u8, durability == Durability.Spool ? "spool"u8 : "kafka"u8);
        writer.WriteNumber("accepted"u8, counts.Accepted);
        writer.WriteNumber("duplicate"u8, counts.Duplicate);
        writer.WriteNumber("rejected"u8, counts.Rejected);
        writer.WriteNumber("dropped"u8, counts.Dropped);
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
        EventStatus.Duplicate => "duplicate"u8,
        EventStatus.Rejected => "rejected"u8,
        EventStatus.Dropped => "dropped"u8,
        EventStatus.Retry => "retry"u8,
        _ => "ok"u8,
    };

    static IReadOnlyList<EventResult> Final(IReadOnlyList<EventResult> judged, Stored stored)
    {
        if (stored.Unstored.Count == 0 && stored.Duplicates.Count == 0)
            return judged;

        var changed = judged.ToArray();
        foreach (var index in stored.Duplicates)
            changed[index] = new EventResult(index, changed[index].MessageId, EventStatus.Duplicate);
        foreach (var index in stored.Unstored)
            changed[index] = new EventResult(index, changed[index].MessageId, EventStatus.Retry);

        return changed;
    }

    readonly record struct EventCounts(int Accepted, int Duplicate, int Rejected, int Dropped)
    {
        public static EventCounts Of(IReadOnlyList<EventResult> results) => new(
            results.Count(result => result.IsAccepted),
            results.Count(result => result.Status == EventStatus.Duplicate),
            results.Count(result => result.Status == EventStatus.Rejected),
            results.Count(result => result.Status == EventStatus.Dropped));
    }
}
