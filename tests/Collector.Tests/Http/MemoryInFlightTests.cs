using Analytics.Collector.Http;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Http;

public sealed class MemoryInFlightTests
{
    const int MegaByte = 1024 * 1024;
    readonly FakeTimeProvider _clock = new();
    readonly MemoryInFlight _memory;

    public MemoryInFlightTests() => _memory = new(new LimitsOptions { BodiesMegabytes = 8 }, _clock);

    [Fact]
    public void A_single_request_may_have_any_size() => Assert.True(_memory.Begin("a").TryGrowTo(100 * MegaByte));

    [Fact]
    public void A_request_over_the_total_is_refused_until_others_end()
    {
        var first = _memory.Begin("a");
        var second = _memory.Begin("b");
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
        Assert.True(_memory.Begin("a").TryGrowTo(8 * MegaByte));
        Assert.False(_memory.Begin("b").TryGrowTo(MegaByte));
        Assert.True(_memory.Begin("b").TryGrowTo(1000));
    }

    [Fact]
    public void A_lone_key_leaves_room_for_another_and_has_half_while_that_is_active()
    {
        Assert.Equal(6, Requests("a").Count());
        List<MemoryInFlight.Part> second = [.. Requests("b")];
        Assert.Equal(2, second.Count);
        // The second key frees its memory; the first key still holds more than half.
        second.ForEach(part => part.Dispose());
        Assert.Empty(Requests("a"));
    }

    [Fact]
    public void A_key_that_was_alone_for_a_while_has_three_quarters_again()
    {
        using (Assert.Single(Requests("b").Take(1)))
            Assert.Equal(4, Requests("a").Count());

        Assert.Empty(Requests("a"));
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(2, Requests("a").Count());
    }

    [Fact]
    public void Requests_without_a_known_key_hold_half_until_they_tell_it()
    {
        var unproven = OfNetworks().ToList();
        Assert.Equal(4, unproven.Count);
        Assert.All(unproven, part => Assert.True(part.TryBelongTo("a")));
        unproven = [.. OfNetworks()];
        Assert.Equal(4, unproven.Count);
        Assert.True(unproven[0].TryBelongTo("a"));
        Assert.True(unproven[1].TryBelongTo("a"));
        Assert.False(unproven[2].TryBelongTo("a"));
        Assert.True(unproven[3].TryBelongTo("b"));
        Assert.Single(Requests(() => _memory.Begin("b")));
    }

    [Fact]
    public void Requests_of_one_network_without_a_known_key_hold_an_eighth_of_that_half()
    {
        const int kiloByte = 1024;
        MemoryInFlight.Part Mine() => _memory.BeginKeyless(1);
        var mine = Requests(Mine, 128 * kiloByte).ToList();
        Assert.Equal(4, mine.Count);
        Assert.Equal(2, Requests(Mine, 60 * kiloByte).Count());
        // Other networks find room, each also for one body that is larger than its share.
        Assert.Equal(3, OfNetworks().Count());
        Assert.All(mine[..2], part => Assert.True(part.TryBelongTo("a")));
        Assert.Single(Requests(Mine, 128 * kiloByte));
        mine[2].Dispose();
        Assert.Single(Requests(Mine, 128 * kiloByte));
    }

    [Fact]
    public void A_body_that_is_decompressed_takes_nothing_from_its_network()
    {
        using var compressed = _memory.BeginKeyless(1);
        Assert.True(compressed.TryGrowTo(1000));
        Assert.True(compressed.TryGrowTo(3 * MegaByte, isBrief: true));
        using var other = _memory.BeginKeyless(1);
        Assert.True(other.TryGrowTo(400_000));
    }

    [Fact]
    public void Nothing_is_lost_over_many_threads()
    {
        Parallel.For(0, 10_000, _ =>
        {
            using var part = _memory.Begin("a");
            part.TryGrowTo(MegaByte);
        });
        Assert.True(_memory.Begin("a").TryGrowTo(4 * MegaByte));
        Assert.True(_memory.Begin("b").TryGrowTo(4 * MegaByte));
    }

    IEnumerable<MemoryInFlight.Part> Requests(string key) => Requests(() => _memory.Begin(key));

    /// <summary>Begins requests without a known key, each of another network.</summary>
    IEnumerable<MemoryInFlight.Part> OfNetworks()
    {
        var network = 100;
        return Requests(() => _memory.BeginKeyless((UInt128)(++network)));
    }

    /// <summary>Begins requests of a size, a MiB by default, until there is no room.</summary>
    static IEnumerable<MemoryInFlight.Part> Requests(Func<MemoryInFlight.Part> begin, int bytes = MegaByte)
    {
        while (begin() is var part && part.TryGrowTo(bytes))
            yield return part;
    }
}
