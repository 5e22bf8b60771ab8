using Analytics.Collector.Http;
using Analytics.Collector.Reading;

namespace Analytics.Collector.Processing;

/// <summary>
/// A family of clients: how its requests become events with native members, and how it is answered. This class reads requests whose events
/// have native members already; other dialects override what differs.
/// </summary>
/// <param name="name">The name in metrics, and in rejected events, where it says how to read the original.</param>
/// <param name="type">The type of event that the route names; null when each event names its own.</param>
class Dialect(string name, string? type = null)
{
    /// <summary>The name of the native dialect.</summary>
    public const string Native = "native";

    public string Name => name;

    public string? Type => type;

    /// <summary>False when events are only validated.</summary>
    public virtual bool Stores => true;

    /// <summary>The dialects, by name, of the events that an operator key may send again; null when the route takes none.</summary>
    public virtual IReadOnlyDictionary<string, Dialect>? ForReplay => null;

    /// <param name="lines">True when each line is an event.</param>
    public virtual bool Takes(string? contentType, out bool lines)
    {
        var media = (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        lines = media is "application/x-ndjson" or "application/ndjson" or "application/jsonl" or "application/x-jsonlines";
        return lines || media is "" or "application/json" or "text/plain" || media.EndsWith("+json", StringComparison.Ordinal);
    }

    /// <summary>Returns the body, decompressed, as text that <see cref="Cut"/> reads.</summary>
    /// <param name="key">The id of the key that the headers have; null when they have none.</param>
    public virtual Task<Outcome<PooledBytes>> ReadAsync(HttpContext context, BodyReader bodies, string? key) =>
        bodies.ReadAsync(context, key);

    public virtual Outcome<Envelope> Cut(ReadOnlyMemory<byte> body, bool lines, EnvelopeReader envelopes) => envelopes.Read(body, lines);

    /// <summary>Adds to the envelope what the address says about all its events.</summary>
    public virtual void Complete(Envelope envelope, IQueryCollection query) { }

    /// <summary>
    /// Returns how long before the sending of its request the event happened, if the client says that instead of a time; else null.
    /// </summary>
    public virtual TimeSpan? AgeOf(ReadOnlySpan<byte> original) => null;

    /// <summary>Returns one readable event with native members.</summary>
    public virtual ReadOnlyMemory<byte> Translate(ReadOnlyMemory<byte> original, Envelope envelope) => original;

    /// <summary>
    /// Returns one readable event as it is kept when it is rejected: the client's members, without keys and full addresses.
    /// </summary>
    public virtual ReadOnlyMemory<byte> Keep(ReadOnlyMemory<byte> original, InputEvent input, Envelope envelope) =>
        Original.Of(original, input, envelope, type);

    /// <summary>Returns the client's name of a native member.</summary>
    public virtual string Field(string ours) => ours;

    public virtual Task AnswerAsync(HttpContext context, Answer answer) => ResultsBody.WriteAsync(context, answer);

    public virtual Task RefuseAsync(HttpContext context, Problem problem) => ProblemAnswer.WriteAsync(context, problem);
}
