using Analytics.Contracts;

namespace Warehouse.Tests.Functions;

/// <content>Sessions of which an earlier event comes after the day of that event was computed.</content>
public sealed partial class RollUpSessionsTests
{
    [Fact]
    public void A_session_that_a_late_event_moves_into_a_computed_day_stays()
    {
        Stage("shop", "other", "b", At(-1));
        Replace(At(-1)[..10]);
        Merge(0, new SentEvent(Noon(0), "2", "shop", "late", Path: "/late"));
        Assert.Equal(["f|late", "t|other"], Seen());

        Merge(1, new SentEvent(Noon(-1), "1", "shop", "late", Path: "/late"));
        Assert.Equal(["f|late", "t|other"], Seen());

        Stage("shop", "late", "a", At(-1));
        Replace(At(-1)[..10]);
        Assert.Equal(["t|late", "t|other"], Seen());
    }

    [Fact]
    public void A_session_that_was_computed_without_its_late_event_counts_once()
    {
        Stage("shop", "late", "a", At(-1));
        Stage("shop", "other", "b", At(-2));
        Replace(At(-1)[..10]);
        Replace(At(-2)[..10]);

        Merge(0, new SentEvent(Noon(0), "3", "shop", "late", Path: "/late"), new SentEvent(Noon(-2), "1", "shop", "late", Path: "/late"));

        Assert.Equal(["t|late", "t|other"], Seen());
    }

    [Fact]
    public void A_live_session_that_is_not_computed_is_kept_when_its_first_day_is()
    {
        Stage("shop", "other", "b", At(-5));
        Replace(At(-5)[..10]);
        Merge(0, new SentEvent(Noon(-4), "2", "shop", "late", Path: "/late"), new SentEvent(Noon(-5), "1", "shop", "late", Path: "/late"));

        Assert.Equal(0L, Admin.Value<long>("SELECT warehouse.expire_live_sessions()"));
        Assert.Equal(["f|late", "t|other"], Seen());

        Replace(At(-4)[..10], "'shop'");
        Assert.Equal(1L, Admin.Value<long>("SELECT warehouse.expire_live_sessions()"));
    }

    static DateTimeOffset Noon(int days) => new(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(days).AddHours(12), TimeSpan.Zero);

    static string At(int days) => $"{Noon(days):yyyy-MM-dd HH:mm:ss}Z";

    void Merge(int batch, params SentEvent[] events) =>
        Writer.MergeSessions(events.Select(one => one.Part), Batches.Of(batch, batch + 1, query: QueryNames.Sessions, id: batch + 1));
}
