using Analytics.Collector.Reading;

namespace Analytics.Collector.Enrichment;

/// <summary>Determines the time of an event, by the client's clock as far as it is plausible.</summary>
static class TimeRule
{
    /// <param name="age">The time from the event to its sending: it needs no clock, so it goes before the timestamp; mostly null.</param>
    /// <param name="oldest">The earliest accepted time; null accepts any.</param>
    /// <returns>The time in UTC; the codes of corrections are added to the warnings.</returns>
    public static DateTimeOffset OccurredAt(
        ClientTime timestamp,
        ClientTime sentAt,
        TimeSpan? age,
        DateTimeOffset receivedAt,
        TimeSpan tolerance,
        DateTimeOffset? oldest,
        List<string> warnings
    )
    {
        if (sentAt.Unreadable)
            warnings.Add(Warnings.SentAtUnparsable);

        if (age is { } before)
            return Plausible(Plus(receivedAt, -before));

        if (timestamp.Unreadable)
            return Received(Warnings.TimestampUnparsable);

        if (timestamp.Value is not { } given)
            return receivedAt;

        return Plausible(Plus(given, Shift(sentAt, receivedAt, tolerance)));

        DateTimeOffset Plausible(DateTimeOffset occurredAt) =>
            occurredAt > receivedAt + tolerance ? Received(Warnings.TimestampInFuture)
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
