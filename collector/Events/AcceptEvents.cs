using Analytics.Collector.Dialects;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Http;
using Analytics.Collector.Keys;

namespace Analytics.Collector.Events;

/// <summary>The one way of a request, whatever its dialect: read, know the key, judge each event, store, answer.</summary>
sealed class AcceptEvents(
    BodyReader bodies,
    EnvelopeReader envelopes,
    Authentication authentication,
    KeyLimiter limiter,
    RequestReader requests,
    EventJudge judge,
    EventStore store,
    TimeProvider clock
)
{
    public async Task HandleAsync(HttpContext context, Dialect dialect)
    {
        try
        {
            var prepared = await PrepareAsync(context, dialect);
            if (prepared.IsGood)
            {
                await Answer.WriteAsync(
                    context,
                    prepared.Value,
                    dialect.Stores ? await store.StoreAsync(prepared.Value.Outgoing) : Stored.Nowhere,
                    dialect
                );
            }
            else
            {
                await dialect.RefuseAsync(context, prepared.Problem);
            }
        }
        catch (OperationCanceledException)
        {
            // The client went away, and nobody is left to be answered.
            context.Abort();
        }
    }

    async Task<Outcome<PreparedRequest>> PrepareAsync(HttpContext context, Dialect dialect)
    {
        if (!dialect.Takes(context.Request.ContentType, out var lines))
            return Problem.ContentTypeUnknown;

        // A key in the headers that is wrong, or has nothing left, is refused before the body costs anything.
        var presented = PresentedKey.InHeaders(context.Request);
        var early = presented is null ? (Outcome<WriteKey>?)null : authentication.Check(context, presented);
        if (early is { } checkedEarly && (checkedEarly.Problem ?? limiter.Take(context, checkedEarly.Value!, 0)) is { } refused)
            return refused;

        var read = await dialect.ReadAsync(context, bodies);
        if (!read.IsGood)
            return read.Problem;

        using var body = read.Value;
        var receivedAt = Milliseconds(clock.GetUtcNow());
        var envelope = dialect.Cut(body.Memory, lines, envelopes);
        var known = early
            ?? (envelope.Value?.Key is { } inBody ? authentication.Check(context, inBody) : authentication.CheckQuery(context));
        if (known.Value is not { } key)
            return envelope.Problem is { Code: Problem.Unreadable } unreadable ? unreadable : known.Problem!;

        if (!key.Allows(context.Request.Headers.Origin))
            return Problem.OriginRefused;

        if (limiter.Take(context, key, envelope.IsGood ? envelope.Value.Events.Count : 1) is { } limited)
            return limited;

        var facts = requests.Read(context, receivedAt, key, presented ?? envelope.Value?.Key ?? PresentedKey.InQuery(context.Request));
        return envelope.IsGood
            ? judge.Judge(envelope.Value, dialect, facts)
            : await KeepUnreadableAsync(envelope.Problem, body, dialect, facts);
    }

    /// <summary>What is no JSON is kept too, as one rejected event.</summary>
    async Task<Problem> KeepUnreadableAsync(Problem problem, PooledBytes body, Dialect dialect, RequestFacts facts)
    {
        if (
            !dialect.Stores
            || problem.Code != Problem.Unreadable
            || judge.Unreadable(body.Memory, problem.Detail, dialect, facts) is not { } rejected
        )
        {
            return problem;
        }

        var stored = await store.StoreAsync([rejected]);
        return stored.IsNothing ? Problem.Overloaded with { RetryAfter = stored.RetryAfter }
            : stored.Unstored.Count > 0 ? Problem.Unstored with { RetryAfter = stored.RetryAfter }
            : problem;
    }

    static DateTimeOffset Milliseconds(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
