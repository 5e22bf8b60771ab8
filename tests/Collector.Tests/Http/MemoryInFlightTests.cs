using Analytics.Collector.Http;

namespace Collector.Tests.Http;

public sealed class MemoryInFlightTests
{
    const int MegaByte = 1024 * 1024;
    readonly MemoryInFlight _memory = new(new LimitsOptions { BodiesMegabytes = 8 });

    [Fact]
    public void A_single_request_may_have_any_size() => Assert.True(_memory.Begin().TryGrowTo(100 * MegaByte));

    [Fact]
    public void A_request_over_the_total_is_refused_until_others_end()
    {
        var first = _memory.Begin();
        var second = _memory.Begin();
        Assert.True(first.TryGrowTo(6 * MegaByte));
        Assert.False(second.TryGrowTo(3 * MegaByte));
        Assert.True(second.TryGrowTo(2 * MegaByte));
        first.ShrinkTo(4 * MegaByte);
        Assert.True(second.TryGrowTo(4 * MegaByte));
        first.Dispose();
        Assert.True(second.TryGrowTo(8 * MegaByte));
    }

    [Fact]
    public void A_small_request_fits_where_a_large_one_does_not()
    {
        Assert.True(_memory.Begin().TryGrowTo(8 * MegaByte));
        Assert.False(_memory.Begin().TryGrowTo(MegaByte));
        Assert.True(_memory.Begin().TryGrowTo(1000));
    }

    [Fact]
    public void Nothing_is_lost_over_many_threads()
    {
        Parallel.For(0, 10_000, _ =>
        {
            using var part = _memory.Begin();
            part.TryGrowTo(MegaByte);
        });
        Assert.True(_memory.Begin().TryGrowTo(4 * MegaByte));
        Assert.True(_memory.Begin().TryGrowTo(4 * MegaByte));
    }
}
