using Analytics.Collector.Keys;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Keys;

public sealed class WrongKeysTests
{
    readonly FakeTimeProvider _clock = new();

    [Fact]
    public void An_address_has_a_limit_of_wrong_keys_that_recovers_with_time()
    {
        var wrong = new WrongKeys(new() { WrongKeysPerMinute = 6 }, _clock);
        Assert.All(Enumerable.Range(0, 6), _ => Assert.Null(wrong.Add("192.0.2.0")));
        Assert.Equal(10, wrong.Add("192.0.2.0"));
        Assert.Null(wrong.Add("198.51.100.0"));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(wrong.Add("192.0.2.0"));
        Assert.NotNull(wrong.Add("192.0.2.0"));
    }

    [Fact]
    public void Remembers_the_newest_addresses_and_no_more_than_it_may()
    {
        var wrong = new WrongKeys(new() { WrongKeysPerMinute = 1, Addresses = 100 }, _clock);
        wrong.Add("stays");
        for (var at = 0; at < 10_000; at++)
        {
            wrong.Add($"{at}");
            Assert.NotNull(wrong.Add("stays"));
        }

        Assert.Equal(100, wrong.Count);
        Assert.NotNull(wrong.Add("9999"));
        Assert.Null(wrong.Add("0"));
    }

    [Fact]
    public async Task Counts_right_when_many_are_wrong_at_once()
    {
        var wrong = new WrongKeys(new() { WrongKeysPerMinute = 1000, Addresses = 3 }, _clock);
        var waits = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 1000).Count(_ => wrong.Add("one") is null)))
        );
        Assert.Equal(1000, waits.Sum());
    }
}
