using Analytics.Collector.Delivery.Spool;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Delivery.Spool;

public sealed class SpoolSharesTests
{
    const int Room = 1000;

    readonly FakeTimeProvider _clock = new();
    readonly SpoolShares _shares;
    long _used;

    public SpoolSharesTests() => _shares = new(Room, _clock);

    [Fact]
    public void A_lone_key_may_fill_it() => Assert.Equal(100, Filled("a", 10));

    [Fact]
    public void The_key_that_fills_it_leaves_half_to_another()
    {
        Assert.Equal(1, Filled("b", 1, most: 1));
        Assert.Equal(49, Filled("a", 10));
        Assert.Equal(0, Filled("a", 10));
        Assert.Equal(49, Filled("b", 10)); // Then both gave as much.
    }

    [Theory]
    [InlineData(0)]
    [InlineData(600)] // An earlier run left that much.
    public void Two_keys_alike_fill_it_in_turn(int used)
    {
        _used = used;
        var filled = 0;
        while (Filled("a", 10, most: 1) + Filled("b", 10, most: 1) is > 0 and var more)
            filled += more;

        Assert.Equal((Room - used) / 10, filled);
    }

    [Fact]
    public void A_key_is_alone_when_the_others_are_silent()
    {
        Assert.Equal(1, Filled("b", 1, most: 1));
        Assert.Equal(49, Filled("a", 10));
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(50, Filled("a", 10));
    }

    [Fact]
    public void What_was_given_long_ago_counts_less()
    {
        Assert.Equal(100, Filled("a", 10));
        _used = 0; // Kafka is back and has it all.
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(100, Filled("b", 10));
        _used = Room / 2;
        Assert.NotEqual(0, Filled("a", 10, most: 5));
        Assert.Equal(0, Filled("b", 10));
    }

    int Filled(string key, int bytes, int most = int.MaxValue)
    {
        var filled = 0;
        while (filled < most && _used + bytes <= Room && _shares.Allows(key, _used, bytes))
        {
            _shares.Gave(key, bytes);
            _used += bytes;
            filled++;
        }

        return filled;
    }
}
