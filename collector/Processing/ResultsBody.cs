using System.Text.Json;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Http;
using Analytics.Contracts;

namespace Analytics.Collector.Processing;

/// <summary>
/// Writes the native answer: the counts, and a result for each event whose status is not ok; for every event with <c>?results=all</c>.
/// </summary>
static class ResultsBody
{
    public static async Task WriteAsync(HttpContext context, Answer answer)
    {
        if (answer.Problem is { } problem)
        {
            ProblemAnswer.Begin(context, problem);
        }
        else
        {
            context.Response.StatusCode = answer.Durability == Durability.Spool ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
            context.Response.ContentType = "application/json";
        }

        var all = context.Request.Query["results"] == "all";
        await using (var writer = new Utf8JsonWriter(context.Response.BodyWriter))
            Write(writer, answer, all);

        await context.Response.BodyWriter.FlushAsync();
    }

    static void Write(Utf8JsonWriter writer, Answer answer, bool all)
    {
        writer.WriteStartObject();
        if (answer.Problem is { } problem)
            ProblemAnswer.WriteMembers(writer, problem, answer.Facts.RequestId);
        else
            writer.WriteString("requestId"u8, answer.Facts.RequestId);

        writer.WriteString("receivedAt"u8, answer.Facts.ReceivedAt.UtcDateTime.ToString(UtcTime.Format));
        writer.WriteString("durability"u8, Word(answer.Durability));
        writer.WriteNumber("accepted"u8, answer.Counts.Accepted);
        writer.WriteNumber("duplicate"u8, answer.Counts.Duplicate);
        writer.WriteNumber("rejected"u8, answer.Counts.Rejected);
        writer.WriteNumber("dropped"u8, answer.Counts.Dropped);
        writer.WriteStartArray("results"u8);
        foreach (var result in answer.Results)
        {
            if (all || result.Status != EventStatus.Ok)
                Write(writer, result);
        }

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

    static ReadOnlySpan<byte> Word(Durability durability) =>
        durability switch
        {
            Durability.Spool => "spool"u8,
            Durability.None => "none"u8,
            _ => "kafka"u8,
        };

    static ReadOnlySpan<byte> Word(EventStatus status) =>
        status switch
        {
            EventStatus.Warning => "warning"u8,
            EventStatus.Duplicate => "duplicate"u8,
            EventStatus.Rejected => "rejected"u8,
            EventStatus.Dropped => "dropped"u8,
            EventStatus.Retry => "retry"u8,
            _ => "ok"u8,
        };
}
