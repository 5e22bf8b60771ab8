using Analytics.Collector.Enrichment.UserAgents;

namespace Collector.Tests.Enrichment.UserAgents;

public sealed class RecentlyUsedTests
{
    readonly RecentlyUsed<string> _known = new(capacity: 100);
    int _made;

    [Fact]
    public void Makes_a_value_once_and_keeps_what_is_asked_for()
    {
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal("HOT", Get("hot"));
            Get($"cold {i}");
        }

        Assert.Equal(1001, _made);
    }

    [Fact]
    public void Never_holds_more_than_its_capacity_even_from_many_threads()
    {
        var most = 0;
        Parallel.For(0, 20_000, i =>
        {
            Assert.Equal($"KEY {i % 700}", Get($"key {i % 700}"));
            most = Math.Max(most, _known.Count);
        });
        Assert.InRange(most, 50, 110); // Threads that add during a turn may each exceed the limit by one.
    }

    [Fact]
    public void Forgets_unused_entries()
    {
        Get("once");
        for (var i = 0; i < 200; i++)
            Get($"other {i}");

        _made = 0;
        Get("once");
        Assert.Equal(1, _made);
    }

    string Get(string key) => _known.GetOrAdd(key, text =>
        {
            Interlocked.Increment(ref _made);
            return text.ToUpperInvariant();
        });
}
