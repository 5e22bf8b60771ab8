using Analytics.Collector.Keys;
using Collector.Tests.Running;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Keys;

/// <summary>
/// The series of keys whose list is withdrawn, and of the list that comes after it. Ids are random: metrics are of the whole process.
/// </summary>
public sealed class KeyMetricsTests
{
    readonly FakeTimeProvider _clock = new();
    readonly KeyLimiter _limiter;
    readonly KeyRing _ring;

    public KeyMetricsTests()
    {
        _limiter = new(new(), _clock);
        _ring = new(new KeysOptions(), new KeyStoreOptions { Database = "Host=x" }, _clock);
    }

    [Fact]
    public async Task A_withdrawn_key_shows_no_limit_and_neither_loses_its_counts_nor_has_a_second_burst()
    {
        var key = Key(10);
        Replace(key);
        Take(key);
        Assert.Equal(
            ["collector_key_event_total 100", "collector_key_limit_events 10", "collector_request_limited_total 0"],
            await SeriesAsync(key)
        );

        Withdraw();
        Assert.Equal(["collector_key_event_total 100", "collector_request_limited_total 0"], await SeriesAsync(key));

        Replace(key);
        Take(key);
        Assert.Equal(
            ["collector_key_event_total 100", "collector_key_limit_events 10", "collector_request_limited_total 1"],
            await SeriesAsync(key)
        );
    }

    [Fact]
    public async Task A_key_that_is_gone_when_its_withdrawn_list_is_replaced_has_no_series()
    {
        var (gone, stays) = (Key(10), Key(10));
        Replace(gone, stays);
        Take(gone);
        Take(gone); // Refused, which is a series too.
        Take(stays);
        Withdraw();
        Replace(stays);
        Assert.Empty(await SeriesAsync(gone));
        Assert.Equal(
            ["collector_key_event_total 100", "collector_key_limit_events 10", "collector_request_limited_total 0"],
            await SeriesAsync(stays)
        );
    }

    [Fact]
    public async Task A_key_whose_limit_is_lifted_shows_none()
    {
        var key = Key(10);
        Replace(key);
        Take(key);
        Replace(key with { Limits = KeyLimits.None });
        Assert.Equal(["collector_key_event_total 100", "collector_request_limited_total 0"], await SeriesAsync(key));
    }

    [Fact]
    public async Task A_key_that_is_not_used_yet_has_its_series()
    {
        var key = Key(10);
        Replace(key);
        Assert.Equal(["collector_key_event_total 0", "collector_request_limited_total 0"], await SeriesAsync(key));
    }

    static WriteKey Key(int limit) =>
        new(KeyFormat.Make(KeyKind.Server).Id, "web", KeyKind.Server, []) { Limits = new(limit, limit * KeyLimits.BurstSeconds) };

    // Its burst, or nothing.
    void Take(WriteKey key) => _limiter.Take(new DefaultHttpContext(), key, 100, 0);

    // Takes and withdraws a list as KeyRefresh does.
    void Replace(params WriteKey[] keys)
    {
        _ring.Replace(new KeyList(_clock.GetUtcNow(), [.. keys.Select(key => new KnownKey(key, KeyFormat.Hash(key.Id)))]));
        _limiter.KeepOnly(_ring.Keys);
    }

    void Withdraw()
    {
        _ring.Withdraw("not confirmed");
        _limiter.ShowOnly(_ring.Keys);
    }

    // The metrics with a series of this key, and their values.
    static async Task<IEnumerable<string>> SeriesAsync(WriteKey key) =>
        (await OwnMetrics.LinesAsync())
            .Where(line => line.Contains($"key=\"{key.Id}\"", StringComparison.Ordinal))
            .Select(line => $"{line.Split('{')[0]} {line.Split(' ')[^1]}")
            .Order(StringComparer.Ordinal);
}
