using Analytics.Collector.Reading;

namespace Analytics.Collector.Enrichment;

/// <summary>Determines the time of an event, by the client's clock as far as it is plausible.</summary>
static class TimeRule
{
    /// <param name="oldest">The earliest accepted time; null accepts any.</param>
    /// <returns>The time in UTC; the codes of corrections are added to the warnings.</returns>
    public static DateTimeOffset OccurredAt(
        ClientTime timestamp,
        ClientTime sentAt,
        DateTimeOffset receivedAt,
        TimeSpan tolerance,
        DateTimeOffset? oldest,
        List<string> warnings
    )
    {
        if (sentAt.Unreadable)
            warnings.Add(Warnings.SentAtUnparsable);

        if (timestamp.Unreadable)
            return Received(Warnings.TimestampUnparsable);

        if (timestamp.Value is not { } given)
            return receivedAt;

        var occurredAt = Plus(given, Shift(sentAt, receivedAt, tolerance));
        return occurredAt > receivedAt + tolerance ? Received(Warnings.TimestampInFuture)
            : occurredAt < oldest ? Received(Warnings.TimestampTooOld)
            : occurredAt;

        DateTimeOffset Received(string warning)
        {
            warnings.Add(warning);
            return receivedAt;
        }
    }

    /// <summary>
    /// Returns zero within the tolerance, so that network delay never reorders events; else the clock's error in whole steps of it.
    /// </summary>
    static TimeSpan Shift(ClientTime sentAt, DateTimeOffset receivedAt, TimeSpan step)
    {
        if (sentAt.Value is not { } sent)
            return TimeSpan.Zero;

        var raw = receivedAt - sent;
        return raw.Duration() <= step ? TimeSpan.Zero : step * Math.Round(raw / step, MidpointRounding.AwayFromZero);
    }

    static DateTimeOffset Plus(DateTimeOffset time, TimeSpan shift)
    {
        var ticks = (Int128)time.UtcTicks + shift.Ticks;
        return new DateTimeOffset((long)Int128.Clamp(ticks, 0, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
    }
}

/// <summary>The codes of corrections in an accepted event: in the answer, in the metric and in the event.</summary>
static class Warnings
{
    public const string TimestampInFuture = "timestamp_in_future";
    public const string TimestampTooOld = "timestamp_too_old";
    public const string TimestampUnparsable = "timestamp_unparsable";
    public const string SentAtUnparsable = "sent_at_unparsable";
    public const string HistoricalRefused = "historical_refused";

    /// <summary>Returns the member that a warning is about, in the client's names.</summary>
    public static string Field(string code) =>
        code switch
        {
            SentAtUnparsable => "sentAt",
            HistoricalRefused => "historical",
            _ => "timestamp",
        };
}
