using Analytics.Benchmarks.Measuring;

namespace Analytics.Benchmarks.Tests.Measuring;

public sealed class TotalsTests
{
    static readonly Totals _exact = new(Sent: 100, Accepted: 99, Rejected: 1, Unknown: 0, Counted: 99, RejectedCounted: 1, Lake: 99);

    [Fact]
    public void Reports_nothing_when_every_event_is_in_its_place()
    {
        Assert.Null(_exact.Wrong());
        Assert.Null((_exact with { RejectedCounted = null, Lake = null }).Wrong());
    }

    [Fact]
    public void Reports_every_difference()
    {
        Assert.Equal("counted 98 of 99", (_exact with { Counted = 98 }).Wrong());
        Assert.Equal("counted 0 of 1 rejected; 100 of 99 in the lake", (_exact with { RejectedCounted = 0, Lake = 100 }).Wrong());
        Assert.Equal("2 sent events were not answered; sent 100, answered 100", (_exact with { Unknown = 2 }).Wrong());
    }
}
