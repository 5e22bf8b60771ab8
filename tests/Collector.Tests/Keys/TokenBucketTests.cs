using Analytics.Collector.Keys;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Keys;

public sealed class TokenBucketTests
{
    static readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Gives_its_burst_at_once_and_then_its_rate()
    {
        var clock = new FakeTimeProvider(_start);
        var bucket = new TokenBucket(3, TimeSpan.FromSeconds(1), 10, clock);
        Assert.Equal(new Allowance(true, 0, TimeSpan.Zero, TimeSpan.FromSeconds(10 / 3d)), bucket.Take(10));
        var refused = bucket.Take(1);
        Assert.Equal((false, 0), (refused.Taken, refused.Remaining));
        Assert.Equal(1 / 3d, refused.Wait.TotalSeconds, 5);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((true, 2), (bucket.Take(1).Taken, bucket.Look().Remaining));
        clock.Advance(TimeSpan.FromDays(10_000));
        Assert.Equal((true, 9), (bucket.Take(1).Taken, bucket.Look().Remaining));
    }

    [Fact]
    public void Takes_more_than_a_burst_from_a_full_bucket_and_has_it_paid_off()
    {
        var clock = new FakeTimeProvider(_start);
        var bucket = new TokenBucket(1, TimeSpan.FromSeconds(1), 5, clock);
        Assert.True(bucket.Take(12).Taken);
        Assert.Equal(TimeSpan.FromSeconds(8), bucket.Take(1).Wait);
        clock.Advance(TimeSpan.FromSeconds(11.9));
        Assert.False(bucket.Take(12).Taken);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(bucket.Take(12).Taken);
    }

    [Fact]
    public void Charges_beyond_what_is_there_and_no_more_than_once_at_a_time()
    {
        var clock = new FakeTimeProvider(_start);
        var bucket = new TokenBucket(1, TimeSpan.FromSeconds(1), 10, clock);
        Assert.True(bucket.Take(4).Taken);
        Assert.Equal((0, 104), (bucket.Charge(100).Remaining, bucket.Charge(0).UntilFull.TotalSeconds));
        Assert.Equal(110, bucket.Charge(100).UntilFull.TotalSeconds);
        Assert.Equal(110, bucket.Charge(1).UntilFull.TotalSeconds);
        Assert.Equal(101, bucket.Look().Wait.TotalSeconds);
        clock.Advance(TimeSpan.FromSeconds(101));
        Assert.True(bucket.Look().Taken);
    }

    [Fact]
    public void Lets_no_request_be_read_before_the_least_refused_one_could_be_taken()
    {
        var clock = new FakeTimeProvider(_start);
        var bucket = new TokenBucket(100, TimeSpan.FromSeconds(1), 100, clock);
        Assert.True(bucket.Take(100).Taken);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(bucket.Look().Taken);
        Assert.False(bucket.Take(60).Taken);
        Assert.False(bucket.Take(50).Taken);
        Assert.False(bucket.Take(70).Taken);
        Assert.Equal((false, 10, 0.4), (bucket.Look().Taken, bucket.Look().Remaining, bucket.Look().Wait.TotalSeconds));
        clock.Advance(TimeSpan.FromSeconds(0.4));
        Assert.True(bucket.Look().Taken);
        Assert.True(bucket.Take(49).Taken);
        Assert.True(bucket.Look().Taken);
    }

    /// <summary>Of a key that sends without a pause, at most one body is read and refused for each that is taken.</summary>
    [Fact]
    public void Has_few_bodies_of_a_key_at_its_limit_read() =>
        Gen.Int[2, 100]
            .Sample(
                count =>
                {
                    var clock = new FakeTimeProvider(_start);
                    var bucket = new TokenBucket(1000, TimeSpan.FromSeconds(1), 1000, clock);
                    var (read, taken) = (0, 0);
                    for (var millisecond = 0; millisecond < 10_000; millisecond++)
                    {
                        if (bucket.Look().Taken)
                        {
                            read++;
                            taken += bucket.Take(count).Taken ? count : 0;
                        }

                        clock.Advance(TimeSpan.FromMilliseconds(1));
                    }

                    Assert.InRange(taken, 10_000, 11_000);
                    Assert.InRange(read - (taken / count), 0, (taken / count) + 1);
                },
                iter: 50
            );

    /// <summary>
    /// For any arrivals, the bucket admits at most the burst, the rate, and one request larger than the burst; a client that waits as
    /// told is admitted.
    /// </summary>
    [Fact]
    public void Never_exceeds_its_limits_and_keeps_its_promised_wait() =>
        Gen.Select(Gen.Int[1, 1000], Gen.Int[1, 2000], Gen.Select(Gen.Int[0, 5_000_000], Gen.Int[1, 3000]).Array[1, 60])
            .Sample(
                (rate, burst, requests) =>
                {
                    var clock = new FakeTimeProvider(_start);
                    var bucket = new TokenBucket(rate, TimeSpan.FromSeconds(1), burst, clock);
                    var (taken, largest) = (0L, 0);
                    foreach (var (ticks, count) in requests)
                    {
                        clock.Advance(TimeSpan.FromTicks(ticks));
                        var allowance = bucket.Take(count);
                        if (!allowance.Taken)
                        {
                            // A tick is the resolution of the clock.
                            clock.Advance(allowance.Wait + TimeSpan.FromTicks(2));
                            Assert.True(bucket.Take(count).Taken);
                        }

                        taken += count;
                        largest = Math.Max(largest, count);
                        var most = Math.Max(burst, largest) + (rate * (clock.GetUtcNow() - _start).TotalSeconds);
                        Assert.InRange(taken, 0, most + 0.001);
                    }
                },
                seed: "0000Kek5Yd01",
                iter: 500
            );
}
