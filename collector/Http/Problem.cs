namespace Analytics.Collector.Http;

/// <summary>
/// The reason why a whole request was refused: a stable <paramref name="Code"/> for programs, a title and detail for people.
/// </summary>
/// <param name="RetryAfter">Seconds until a retry is useful; null when none is.</param>
sealed record Problem(int Status, string Code, string Title, string Detail, int? RetryAfter = null)
{
    public static Problem KeyUnknown { get; } =
        new(
            401,
            "key_unknown",
            "Unknown write key",
            "Send a valid write key: Basic user, Bearer, X-Write-Key, writeKey in the body, or for browser keys writeKey in the query."
        );

    public static Problem TooManyWrongKeys(int retryAfter) =>
        new(
            429,
            "too_many_wrong_keys",
            "Too many wrong keys",
            "Too many requests with a wrong write key came from this address.",
            retryAfter
        );

    public static Problem KeysUnavailable { get; } =
        new(
            503,
            "keys_unavailable",
            "Write keys not loaded",
            "The list of write keys is not loaded yet; nothing of this request was stored, send it again later.",
            5
        );

    public static Problem RateLimited(int retryAfter) =>
        new(
            429,
            "rate_limited",
            "Rate limit",
            "This write key has sent more events than it may; nothing of this request was stored, send it again later.",
            retryAfter
        );

    public static Problem OriginRefused { get; } =
        new(403, "origin_refused", "Origin refused", "This key is not for pages of this origin.");

    public const string Unreadable = "body_unreadable";
    public const string BodyTooLarge = "body_too_large";
    public const string InflatesTooMuch = "body_inflates_too_much";
    public const string TooManyEvents = "too_many_events";

    public static Problem BodyUnreadable(string detail) => new(400, Unreadable, "Unreadable body", detail);

    public static Problem BatchEmpty { get; } = new(400, "batch_empty", "No event", "The request holds no event.");

    public static Problem BodyStalled { get; } = new(408, "body_stalled", "Body stalled", "The body did not arrive in time.");

    public static Problem TooLarge(string code, string detail) => new(413, code, "Over a limit", detail);

    public static Problem EncodingUnknown { get; } =
        new(415, "encoding_unknown", "Unknown encoding", "Content-Encoding is one of gzip, deflate, br, zstd.");

    public static Problem ContentTypeUnknown { get; } =
        new(415, "content_type_unknown", "Unknown content type", "Content-Type is application/json, application/x-ndjson or text/plain.");

    public static Problem PublicUrlUnset { get; } =
        new(404, "public_url_unset", "No public address", "Set Proxy:PublicUrl, so that SDKs can be told where to send.");

    public static Problem Overloaded { get; } =
        new(503, "overloaded", "Cannot store now", "Nothing of this request was stored; send it again later.", 5);

    public static Problem Unstored { get; } =
        new(503, "unstored", "Cannot store now", "Kafka did not acknowledge every event; send the request again later.", 5);

    public static Problem ReplayInvalid(string detail) => new(400, "replay_invalid", "Not a replayed event", detail);

    public static Problem EveryEventInvalid { get; } =
        new(
            400,
            "every_event_invalid",
            "Every event is invalid",
            "No event of this request is acceptable; do not resend them as they are."
        );

    public static Problem Internal { get; } = new(500, "internal", "Internal error", "The request could not be handled.");

    public static Problem ForStatus(int status) =>
        status switch
        {
            404 => new(404, "not_found", "Not found", "There is nothing at this address."),
            405 => new(405, "method_not_allowed", "Method not allowed", "Events are sent by POST."),
            _ => new(status, "refused", "Refused", "The request could not be read as HTTP."),
        };
}
