using Analytics.Collector.Reading;

namespace Analytics.Collector.Enrichment;

/// <summary>When an event happened, by the client's clock as far as it can be believed.</summary>
static class TimeRule
{
    /// <param name="oldest">Earlier than this is not believed; null believes everything.</param>
    /// <returns>The time in UTC, and the codes of what was corrected.</returns>
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

    /// <summary>Zero within the tolerance, so that network delay never reorders; else the clock's error in whole steps of it.</summary>
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

/// <summary>Codes of what is corrected in an accepted event: in the answer, in the metric and in the event itself.</summary>
static class Warnings
{
    public const string TimestampInFuture = "timestamp_in_future";
    public const string TimestampTooOld = "timestamp_too_old";
    public const string TimestampUnparsable = "timestamp_unparsable";
    public const string SentAtUnparsable = "sent_at_unparsable";
    public const string HistoricalRefused = "historical_refused";

    /// <summary>The member that a warning speaks of, in the client's names.</summary>
    public static string Field(string code) =>
        code switch
        {
            SentAtUnparsable => "sentAt",
            HistoricalRefused => "historical",
            _ => "timestamp",
        };
}
