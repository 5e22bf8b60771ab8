using Analytics.Hosting;

namespace Hosting.Tests;

public sealed class BackOffTests
{
    [Fact]
    public void A_delay_doubles_up_to_the_longest_and_begins_again_after_a_success()
    {
        var backOff = new BackOff(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30));

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30], Enumerable.Range(0, 8).Select(_ => backOff.Next().TotalSeconds));

        backOff.Reset();
        Assert.Equal([0.5, 1], Enumerable.Range(0, 2).Select(_ => backOff.Next().TotalSeconds));
    }

    [Fact]
    public void The_first_delay_may_be_the_longest()
    {
        var backOff = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        Assert.Equal([1, 1], Enumerable.Range(0, 2).Select(_ => backOff.Next().TotalSeconds));
    }

    [Fact]
    public void A_delay_of_nothing_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BackOff(TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BackOff(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)));
    }
}
