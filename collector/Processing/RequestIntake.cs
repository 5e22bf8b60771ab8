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

        var read = await ReadBodyAsync(context, dialect, early.Value);
        if (!read.IsGood)
            return read.Problem;

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

    /// <summary>
    /// Checks a key before the body is read, so that a wrong key or origin or an exhausted limit costs no decompression.
    /// </summary>
    /// <returns>Neither a key nor a problem when only the body can hold the key.</returns>
    Outcome<WriteKey> CheckEarly(HttpContext context, PresentedKey? presented)
    {
        if (presented is null)
            return default;

        var known = Authorize(context, presented);
        return known.Value is { } key && limiter.Look(context, key) is { } limited ? limited : known;
    }

    Outcome<WriteKey> Authorize(HttpContext context, PresentedKey? presented)
    {
        var known = authentication.Check(context, presented);
        return known.Value is { } key && !key.Allows(RequestOrigin.Of(context.Request)) ? Problem.OriginRefused : known;
    }

    /// <exception cref="OperationCanceledException">The client disconnected.</exception>
    async Task<Outcome<PooledBytes>> ReadBodyAsync(HttpContext context, Dialect dialect, WriteKey? early)
    {
        try
        {
            var read = await dialect.ReadAsync(context, bodies, early?.Id);
            // A body that the collector had no room for costs nothing.
            return read.IsGood || read.Problem == Problem.Overloaded ? read : Charge(context, early) ?? read.Problem;
        }
        catch (OperationCanceledException)
        {
            Charge(context, early);
            throw;
        }
    }

    /// <summary>
    /// Takes a body that was not read whole from the key's limit, or counts its address if only the body has the key: repeated, it costs as
    /// much as a good one.
    /// </summary>
    /// <returns>The refusal of an address with too many; else null.</returns>
    Problem? Charge(HttpContext context, WriteKey? early)
    {
        if (early is null)
            return authentication.CountKeyless(context);

        limiter.Charge(context, early, BodyReader.BytesOf(context));
        return null;
    }

    /// <param name="early">The key that was checked before the body; null when there was none.</param>
    /// <param name="body">The size of the body, decompressed.</param>
    Outcome<WriteKey> Check(HttpContext context, WriteKey? early, PresentedKey? presented, Outcome<Envelope> envelope, int body)
    {
        // A body without a key costs as much as one with a wrong key.
        var known = early
            ?? (presented is null ? authentication.CountKeyless(context) ?? Problem.KeyUnknown : Authorize(context, presented));
        if (known.Value is not { } key)
            return known.Problem is not { Status: 429 } && envelope.Problem is { Code: Problem.Unreadable } unreadable ? unreadable : known;

        var (events, bytes) = envelope.IsGood ? (envelope.Value.Events.Count, envelope.Value.BytesWithContext(body)) : (1, body);
        if (limiter.Take(context, key, events, bytes) is { } limited)
            return limited;

        return BodyReader.TryAccount(context, key.Id) ? key : Problem.Overloaded;
    }

    static DateTimeOffset Milliseconds(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
