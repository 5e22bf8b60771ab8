using Analytics.Collector.Http;
using Analytics.Collector.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Keys;

public sealed class KeyLimiterTests
{
    readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_key_without_a_limit_has_the_default_one_and_a_server_key_none()
    {
        var key = Key("a", KeyLimits.None);
        Assert.Equal((null, "50000 0 10"), Take(new KeyLimiter(new(), _clock), key, 50_000));
        Assert.Equal((null, ""), Take(new KeyLimiter(new(), _clock), key with { Kind = KeyKind.Server }, 1_000_000));

        var limiter = new KeyLimiter(new() { EventsPerSecond = 5 }, _clock);
        Assert.Equal((null, "50 10 8"), Take(limiter, key, 40));
        var (problem, headers) = Take(limiter, key, 11);
        Assert.Equal((429, "rate_limited", 1), (problem!.Status, problem.Code, problem.RetryAfter));
        Assert.Equal("50 10 8", headers);
        Assert.Equal((null, "7 6 1"), Take(limiter, Key("b", new(7, 7)), 1));
    }

    [Fact]
    public void A_large_request_counts_by_its_bytes()
    {
        var limiter = new KeyLimiter(new() { BrowserEventsPerSecond = 100, BytesPerEvent = 1000 }, _clock);
        var key = Key("a", KeyLimits.None);
        Assert.Equal((null, "1000 750 3"), Take(limiter, key, 1, bytes: 250_000));
        Assert.Equal((null, "1000 700 3"), Take(limiter, key, 50, bytes: 2_000));
        Assert.Equal(429, Take(limiter, key, 1, bytes: 800_000).Problem!.Status);
    }

    [Fact]
    public void The_wait_is_whole_seconds_and_never_more_than_five_minutes()
    {
        var (limiter, key) = (new KeyLimiter(new(), _clock), Key("a", new(1, 100_000)));
        Assert.Null(Take(limiter, key, 100_000).Problem);
        Assert.Equal(1, Take(limiter, key, 1).Problem!.RetryAfter);
        Assert.Equal(300, Take(limiter, key, 100_000).Problem!.RetryAfter);
    }

    [Fact]
    public void A_changed_limit_holds_at_once_and_an_unchanged_one_is_not_forgotten_with_a_new_list()
    {
        var limiter = new KeyLimiter(new(), _clock);
        Assert.Null(Take(limiter, Key("a", new(1, 10)), 10).Problem);
        limiter.KeepOnly([Key("a", new(1, 10)), Key("b", KeyLimits.None)]);
        Assert.NotNull(Take(limiter, Key("a", new(1, 10)), 1).Problem);
        Assert.Null(Take(limiter, Key("a", new(1, 20)), 20).Problem);
    }

    [Fact]
    public void Two_keys_of_one_id_are_both_known()
    {
        var limiter = new KeyLimiter(new(), _clock);
        Assert.Null(Take(limiter, Key("a", new(1, 20)), 20).Problem);
        limiter.KeepOnly([Key("a", new(1, 10)), Key("a", new(1, 20))]);
        Assert.NotNull(Take(limiter, Key("a", new(1, 20)), 1).Problem);
    }

    [Fact]
    public void Remembers_no_more_keys_than_there_are()
    {
        var limiter = new KeyLimiter(new() { EventsPerSecond = 1 }, _clock);
        foreach (var id in Enumerable.Range(0, 1000))
            Take(limiter, Key($"{id}", KeyLimits.None), 1);

        Assert.Equal(1000, limiter.Count);
        limiter.KeepOnly([Key("1", KeyLimits.None), Key("2", KeyLimits.None), Key("3", KeyLimits.None)]);
        Assert.Equal(3, limiter.Count);
    }

    static (Problem? Problem, string Headers) Take(KeyLimiter limiter, WriteKey key, int events, int bytes = 0)
    {
        var context = new DefaultHttpContext();
        var problem = limiter.Take(context, key, events, bytes);
        var headers = context.Response.Headers;
        return (problem, $"{headers["X-RateLimit-Limit"]} {headers["X-RateLimit-Remaining"]} {headers["X-RateLimit-Reset"]}".Trim());
    }

    static WriteKey Key(string id, KeyLimits limits) => new(id, "web", KeyKind.Browser, []) { Limits = limits };
}
