using Analytics.Collector.Enrichment;
using Analytics.Collector.Http;
using Analytics.Collector.Keys;
using Analytics.Collector.Reading;

namespace Analytics.Collector.Processing;

/// <summary>A request with a valid key.</summary>
/// <param name="Envelope">The request's events; or the problem when the body can't be split into events.</param>
sealed record IncomingRequest(RequestFacts Facts, PooledBytes Body, Outcome<Envelope> Envelope) : IDisposable
{
    public void Dispose() => Body.Dispose();
}

/// <summary>Reads a request: content type, key, body, envelope, limits.</summary>
sealed class RequestIntake(
    BodyReader bodies,
    EnvelopeReader envelopes,
    Authentication authentication,
    KeyLimiter limiter,
    RequestReader requests,
    TimeProvider clock
)
{
    /// <returns>The request, which the caller disposes; or the problem for which it is refused.</returns>
    public async Task<Outcome<IncomingRequest>> ReadAsync(HttpContext context, Dialect dialect)
    {
        if (!dialect.Takes(context.Request.ContentType, out var lines))
            return Problem.ContentTypeUnknown;

        var beforeBody = PresentedKey.BeforeBody(context.Request);
        var early = CheckEarly(context, beforeBody);
        if (early.Problem is { } refused)
            return refused;

        var read = await dialect.ReadAsync(context, bodies, early.Value?.Id);
        if (!read.IsGood)
            return Refused(context, early.Value, read.Problem);

        var body = read.Value;
        try
        {
            var receivedAt = Milliseconds(clock.GetUtcNow());
            var envelope = dialect.Cut(body.Memory, lines, envelopes);
            if (envelope.Value is { } cut)
                dialect.Complete(cut, context.Request.Query);

            var presented = beforeBody ?? PresentedKey.InBody(envelope.Value?.Key);
            var key = Check(context, early.Value, presented, envelope, body.Length);
            if (!key.IsGood)
            {
                body.Dispose();
                return key.Problem;
            }

            return new IncomingRequest(requests.Read(context, receivedAt, key.Value, presented), body, envelope);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Checks a key before the body is read, so that a wrong key or an exhausted limit costs no decompression.</summary>
    /// <returns>Neither a key nor a problem when only the body can hold the key.</returns>
    Outcome<WriteKey> CheckEarly(HttpContext context, PresentedKey? presented)
    {
        if (presented is null)
            return default;

        var known = authentication.Check(context, presented);
        return known.IsGood && limiter.Take(context, known.Value, 0, 0) is { } limited ? limited : known;
    }

    /// <summary>
    /// Takes a refused body from the key's limit, or counts its address if only the body has the key: repeated, it costs as much as a good
    /// one. A body that the collector had no room for costs nothing.
    /// </summary>
    Problem Refused(HttpContext context, WriteKey? early, Problem problem)
    {
        if (problem == Problem.Overloaded)
            return problem;

        if (early is null)
            return authentication.CountKeyless(context) ?? problem;

        limiter.Charge(context, early, BodyReader.BytesOf(context));
        return problem;
    }

    /// <param name="early">The key that was checked before the body; null when there was none.</param>
    /// <param name="body">The size of the body, decompressed.</param>
    Outcome<WriteKey> Check(HttpContext context, WriteKey? early, PresentedKey? presented, Outcome<Envelope> envelope, int body)
    {
        var known = early ?? authentication.Check(context, presented);
        if (known.Value is not { } key)
            return envelope.Problem is { Code: Problem.Unreadable } unreadable ? unreadable : known;

        if (!key.Allows(RequestOrigin.Of(context.Request)))
            return Problem.OriginRefused;

        var (events, bytes) = envelope.IsGood ? (envelope.Value.Events.Count, envelope.Value.BytesWithContext(body)) : (1, body);
        if (limiter.Take(context, key, events, bytes) is { } limited)
            return limited;

        return BodyReader.TryAccount(context, key.Id) ? key : Problem.Overloaded;
    }

    static DateTimeOffset Milliseconds(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
