using Analytics.Collector.Http;
using Analytics.Collector.Processing;
using Analytics.Collector.Reading;
using Analytics.Contracts;

namespace Analytics.Collector.Dialects.Posthog;

/// <summary>
/// PostHog's SDKs: events with PostHog's members, in JSON, gzip or a form. They accept only 200 and {"status":1} as success, drop the
/// events that a 429 refuses, and send half a batch at a time after a 413.
/// </summary>
sealed class PosthogDialect() : SdkDialect("posthog")
{
    static readonly byte[] _taken = """{"status":1}"""u8.ToArray();

    public override Task<Outcome<PooledBytes>> ReadAsync(HttpContext context, BodyReader bodies, string? key) =>
        bodies.ReadAsync(context, key, PosthogBody.Unwrap);

    public override Outcome<Envelope> Cut(ReadOnlyMemory<byte> body, bool lines, EnvelopeReader envelopes)
    {
        var envelope = envelopes.Read(body, lines);
        if (envelope.Value is { Key: null, Events: [var first, ..] })
            envelope.Value.Key = PosthogKey.Of(first);

        return envelope;
    }

    public override void Complete(Envelope envelope, IQueryCollection query)
    {
        envelope.SentAt = PosthogTimes.SentAt(envelope, query);
        foreach (var batch in envelope.Batches)
            batch.SentAt = PosthogTimes.SentAt(batch, query);
    }

    public override TimeSpan? AgeOf(ReadOnlySpan<byte> original) => PosthogTimes.AgeOf(original);

    public override ReadOnlyMemory<byte> Translate(ReadOnlyMemory<byte> original, Envelope envelope) =>
        PosthogEvent.Translate(new RawJson(original), envelope).Utf8;

    public override ReadOnlyMemory<byte> Keep(ReadOnlyMemory<byte> original, InputEvent input, Envelope envelope) =>
        PosthogEvent.Keep(new RawJson(original), envelope).Utf8;

    public override string Field(string ours) => PosthogMembers.NameOf(ours);

    public override Task AnswerAsync(HttpContext context, Answer answer)
    {
        if (answer.Problem is { } problem)
            return RefuseAsync(context, problem);

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = _taken.Length;
        return context.Response.Body.WriteAsync(_taken, 0, _taken.Length);
    }

    protected override int StatusFor(int status) =>
        status == StatusCodes.Status429TooManyRequests ? StatusCodes.Status503ServiceUnavailable : status;
}
