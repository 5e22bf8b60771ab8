namespace Analytics.Collector.Enrichment;

/// <summary>The codes of corrections in an accepted event: in the answer, in the metric and in the event.</summary>
static class Warnings
{
    public const string TimestampInFuture = "timestamp_in_future";
    public const string TimestampTooOld = "timestamp_too_old";
    public const string TimestampUnparsable = "timestamp_unparsable";
    public const string SentAtUnparsable = "sent_at_unparsable";
    public const string HistoricalRefused = "historical_refused";
    public const string CurrencyAssumed = "currency_assumed";
    public const string TextReplaced = "text_replaced";

    /// <summary>Returns the member that a warning is about, in native names; null when it is about the event.</summary>
    public static string? Field(string code) =>
        code switch
        {
            SentAtUnparsable => "sentAt",
            HistoricalRefused => "historical",
            CurrencyAssumed => "properties.currency",
            TextReplaced => null,
            _ => "timestamp",
        };
}
