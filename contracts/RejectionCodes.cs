namespace Analytics.Contracts;

/// <summary>The codes of rejected events, the same in answers, metrics, lake and warehouse.</summary>
public static class RejectionCodes
{
    // Stream: Spark's ClassifyEvents.
    public const string Unparsable = "unparsable";
    public const string MissingField = "missing_field";
    public const string TimeOutOfRange = "time_out_of_range";

    // Stream: a sink refuses the message although it breaks no rule.
    public const string Unstorable = "unstorable";

    // Collector: validation of one event.
    public const string NotAnObject = "not_an_object";
    public const string TypeMissing = "type_missing";
    public const string TypeUnknown = "type_unknown";
    public const string EventNameMissing = "event_name_missing";
    public const string EventNameTooLong = "event_name_too_long";
    public const string UserMissing = "user_missing";
    public const string IdTooLong = "id_too_long";
    public const string UrlTooLong = "url_too_long";
    public const string TooManyProperties = "too_many_properties";
    public const string TooDeep = "too_deep";
    public const string EventTooLarge = "event_too_large";
    public const string RevenueInvalid = "revenue_invalid";
    public const string CurrencyInvalid = "currency_invalid";
    public const string NumberTooLong = "number_too_long";
    public const string WrongKind = "wrong_kind";
    public const string TextInvalid = "text_invalid";
    public const string NotUtf8 = "not_utf8";
}
