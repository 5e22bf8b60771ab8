using Analytics.Collector.Enrichment;
using Analytics.Collector.Http;
using Analytics.Collector.Privacy;
using Analytics.Contracts;

namespace Analytics.Collector.OpenApi;

/// <summary>Every code that the collector answers with: the source of the README's table and of the OpenAPI document.</summary>
static class Codes
{
    const string Fix = "Correct the client; the rejected event is kept.";

    public static IReadOnlyList<Code> All { get; } =
    [
        Of(
            Problem.KeyUnknown,
            "No write key, or one that is unknown, disabled or expired.",
            "Send a valid key; a server key never in an address, an operator key only in a header."
        ),
        Of(
            Problem.OriginRefused,
            "The key does not allow the page's origin.",
            "Add the origin to the key, or use the key that is meant for it."
        ),
        Of(
            Problem.KeysUnavailable,
            "Keys cannot be checked now.",
            "Send it again after Retry-After; make sure that PostgreSQL or the snapshot can be read."
        ),
        Of(
            Problem.TooManyWrongKeys(1),
            "Too many wrong keys came from this address.",
            "Correct the key; wait for Retry-After. On PostHog's routes 503."
        ),
        Of(Problem.RateLimited(1), "The key has sent more than its limit.", "Send it again after Retry-After. On PostHog's routes 503."),
        Of(
            Problem.BodyUnreadable(""),
            "The body is not JSON, or not what its Content-Encoding says.",
            "Correct the client; the body was kept if possible."
        ),
        Of(Problem.BatchEmpty, "The body holds no event.", "Do not send empty batches."),
        Of(Problem.EveryEventInvalid, "Every event was rejected; `results` says why.", "Do not resend them unchanged: they were kept."),
        Of(
            Problem.ReplayInvalid(""),
            "An operator key sent something else than rejected events again.",
            "Send events with a browser or a server key; leave operator keys to the batch job `replay`."
        ),
        Of(Problem.BodyStalled, "The body did not arrive in time. SDKs see a closed connection instead.", "Send it again."),
        Of(
            Problem.TooLarge(Problem.BodyTooLarge, ""),
            "The body is larger than `Limits:PlainBodyBytes`, or, if compressed, than `Limits:CompressedBodyBytes`.",
            "Send less at a time."
        ),
        Of(
            Problem.TooLarge(Problem.InflatesTooMuch, ""),
            "Decompressed, the body is larger than `Limits:DecompressedBodyBytes`, or than `Limits:DecompressionRatio` times what was "
                + "sent.",
            "Send less at a time."
        ),
        Of(
            Problem.TooLarge(Problem.TooManyEvents, ""),
            "There are more events in the request than `Limits:Events`.",
            "Send fewer at a time."
        ),
        Of(Problem.EncodingUnknown, "Content-Encoding is not gzip, deflate, br or zstd.", "Use one of them."),
        Of(
            Problem.ContentTypeUnknown,
            "Content-Type is neither JSON, lines of JSON nor text.",
            "Use application/json or application/x-ndjson."
        ),
        Of(Problem.Overloaded, "No event of the request could be stored.", "Send it again after Retry-After."),
        Of(
            Problem.Unstored,
            "Some events are not known to be stored: those marked `retry`.",
            "Send the request again after Retry-After; what was stored counts once."
        ),
        Of(Problem.PublicUrlUnset, "The address that SDKs should send to is not set.", "Set `Proxy:PublicUrl`."),
        Of(Problem.ForStatus(404), "No route has this address.", "See the routes in `/openapi.json`."),
        Of(Problem.ForStatus(405), "The route does not allow this method.", "Send events by POST."),
        Of(Problem.ForStatus(400), "The request could not be read as HTTP.", "Correct the client.") with
        {
            Status = null,
        },
        Of(Problem.Internal, "The collector failed.", "Send it again; report the `requestId`."),
        Rejected(RejectionCodes.Unparsable, "It is not JSON."),
        Rejected(RejectionCodes.NotAnObject, "It is JSON, but not an object."),
        Rejected(RejectionCodes.NotUtf8, "Its bytes are not UTF-8: more than 32 sequences are invalid."),
        Rejected(RejectionCodes.TextInvalid, "A name or id holds a control character."),
        Rejected(RejectionCodes.WrongKind, "A member has the wrong kind, for example a number instead of an object."),
        Rejected(RejectionCodes.NumberTooLong, $"It holds a number of more than {EventDefinition.LongestNumber} characters."),
        Rejected(RejectionCodes.TooDeep, "It has more levels than `Limits:Depth`."),
        Rejected(
            RejectionCodes.EventTooLarge,
            "It is larger than `Limits:EventBytes`, or its message than `Kafka:MaxMessageBytes`. As a problem (413): a batch's context is "
                + "larger, which would become part of each event."
        ),
        Rejected(RejectionCodes.TypeMissing, "It has no type."),
        Rejected(RejectionCodes.TypeUnknown, "Its type is not track, page, screen, identify, group or alias."),
        Rejected(RejectionCodes.EventNameMissing, "It is a track event without a name."),
        Rejected(RejectionCodes.EventNameTooLong, "Its name is longer than `Limits:NameLength`."),
        Rejected(RejectionCodes.UserMissing, "It has neither userId nor anonymousId, or only words like \"null\"."),
        Rejected(RejectionCodes.IdTooLong, "An id is longer than `Limits:IdLength`, or the messageId than `Limits:MessageIdLength`."),
        Rejected(RejectionCodes.UrlTooLong, "An address is longer than `Limits:UrlLength`."),
        Rejected(RejectionCodes.TooManyProperties, "Properties or traits have more members than `Limits:Properties`."),
        Rejected(RejectionCodes.RevenueInvalid, "Revenue is not a number, or has more than 14 digits before the point."),
        Rejected(RejectionCodes.CurrencyInvalid, "Revenue has a currency that is not a code of ISO 4217."),
        Rejected(RejectionCodes.MissingField, "Found by streaming: a message in Kafka lacks a member that every event has."),
        Rejected(RejectionCodes.Unstorable, "Found by streaming: a sink refuses this message alone, and continues without it."),
        Rejected(RejectionCodes.TimeOutOfRange, "It happened before 2000. Found by streaming: also another time that no sink stores."),
        Warning(
            Warnings.TimestampInFuture,
            "The timestamp is after the time of receipt, which is used instead.",
            "Send sentAt, so that the client's clock can be corrected."
        ),
        Warning(
            Warnings.TimestampTooOld,
            "The timestamp is older than the key may send; the time of receipt is used.",
            "Use a server key, and historical for imports."
        ),
        Warning(
            Warnings.TimestampUnparsable,
            "The timestamp cannot be read; the time of receipt is used.",
            "Send ISO 8601, or epoch seconds or milliseconds."
        ),
        Warning(
            Warnings.SentAtUnparsable,
            "sentAt cannot be read; the client's clock is not corrected.",
            "Send ISO 8601, or epoch seconds or milliseconds."
        ),
        Warning(Warnings.HistoricalRefused, "A browser key sent historical; the event counts as a live one.", "Use a server key."),
        Warning(
            Warnings.CurrencyAssumed,
            "Revenue has no currency; the key's is used.",
            "Send currency, or set the key's (`keys create --currency`)."
        ),
        Warning(
            Warnings.TextReplaced,
            "A text holds a part of a character, mostly of a cut emoji: half a surrogate pair, or invalid UTF-8; U+FFFD is in its place.",
            "Cut texts between characters, not within one."
        ),
        Dropped(PrivacyCodes.Gpc, "The client sent Global Privacy Control."),
        Dropped(PrivacyCodes.Dnt, "The client sent Do Not Track."),
        Dropped(PrivacyCodes.NoConsent, "The event carries no consent to analytics."),
    ];

    static Code Of(Problem problem, string meaning, string remedy) => new(problem.Code, CodeKind.Problem, problem.Status, meaning, remedy);

    static Code Rejected(string code, string meaning) => new(code, CodeKind.Rejected, null, meaning, Fix);

    static Code Dropped(string code, string meaning) =>
        new(code, CodeKind.Dropped, null, meaning, "Nothing: the key's policy drops such events.");

    static Code Warning(string code, string meaning, string remedy) => new(code, CodeKind.Warning, null, meaning, remedy);
}
