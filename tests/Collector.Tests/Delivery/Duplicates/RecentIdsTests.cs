using Analytics.Collector.Delivery.Duplicates;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Delivery.Duplicates;

public sealed class RecentIdsTests
{
    static readonly TimeSpan _timeout = TimeSpan.FromSeconds(15);
    readonly FakeTimeProvider _clock = new();
    readonly DuplicatesOptions _options = new() { Events = 1000 };

    [Fact]
    public void An_event_is_a_duplicate_once_it_is_stored_and_not_before()
    {
        var recent = Recent();
        var first = recent.Take("a", Ids(1, 2));
        Assert.Null(first.IsDuplicate);
        first.Settle(unstored: [1]);

        var second = recent.Take("a", Ids(1, 2, 3));
        Assert.Equal([true, false, false], second.IsDuplicate!);
        Assert.Empty(second.Duplicates);
        Assert.Equal(2, second.Fresh);
    }

    [Fact]
    public async Task A_duplicate_waits_for_the_first_and_learns_what_became_of_it()
    {
        var recent = Recent();
        var first = recent.Take("a", Ids(1, 2));
        var duplicate = recent.Take("a", Ids(2, 1));
        Assert.Equal(0, duplicate.Fresh);
        var lost = duplicate.LostDuplicatesAsync(_timeout);
        Assert.False(lost.IsCompleted);

        first.Settle(unstored: [0]);
        Assert.Equal([1], await lost);

        // The event was not stored, so the next request stores it.
        Assert.Equal([true, false], recent.Take("a", Ids(2, 1)).IsDuplicate!);
    }

    [Fact]
    public async Task A_duplicate_in_the_same_request_has_the_result_of_the_first()
    {
        var recent = Recent();
        var claim = recent.Take("a", Ids(1, 1, 2, 2));
        Assert.Equal([false, true, false, true], claim.IsDuplicate!);
        claim.Settle(unstored: [2]);
        Assert.Equal([3], await claim.LostDuplicatesAsync(_timeout));
    }

    [Fact]
    public async Task Two_requests_that_hold_each_others_events_do_not_wait_for_ever()
    {
        var recent = Recent();
        var one = recent.Take("a", Ids(1));
        var two = recent.Take("a", Ids(2, 1));
        var three = recent.Take("a", Ids(1, 2, 3));
        three.Settle(null);
        var lostOfThree = three.LostDuplicatesAsync(_timeout);
        two.Settle(null);
        var lostOfTwo = two.LostDuplicatesAsync(_timeout);
        one.Settle(null);
        Assert.Empty(await lostOfThree);
        Assert.Empty(await lostOfTwo);
    }

    [Fact]
    public async Task Waiting_for_an_unsettled_event_times_out()
    {
        var recent = Recent();
        recent.Take("a", Ids(1));
        var lost = recent.Take("a", Ids(1)).LostDuplicatesAsync(_timeout);
        _clock.Advance(_timeout);
        Assert.Equal([0], await lost);
    }

    [Fact]
    public void Forgets_the_oldest_beyond_its_size_and_all_beyond_its_time()
    {
        var recent = Recent();
        Store(recent, Enumerable.Range(0, 1500));
        Assert.False(IsKnown(recent, 499));
        Assert.True(IsKnown(recent, 500));
        _clock.Advance(TimeSpan.FromMinutes(14));
        Store(recent, [2000]);
        Assert.True(IsKnown(recent, 1499));
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.False(IsKnown(recent, 1499));
        Assert.True(IsKnown(recent, 2000));
    }

    [Fact]
    public void What_an_earlier_run_stored_is_known_until_its_time_is_over()
    {
        var recent = Recent();
        recent.RememberEarlier(Earlier("a", 1, 2));
        Assert.True(recent.Remember(Ids(3)[0]));
        Assert.False(recent.Remember(Ids(3)[0]));
        Assert.True(IsKnown(recent, 1));
        Assert.True(IsKnown(recent, 3));
        Assert.True(recent.IsInKafka(Ids(1)[0]));
        Assert.False(recent.IsInKafka(Ids(3)[0]));
        _clock.Advance(TimeSpan.FromMinutes(16));
        Assert.False(IsKnown(recent, 1));
    }

    [Fact]
    public void Ids_of_an_earlier_run_fill_the_memory_and_stay_when_newer_ones_fill_it()
    {
        var recent = Recent();
        recent.RememberEarlier(Earlier("a", [.. Enumerable.Range(5000, 1000)]));
        Store(recent, Enumerable.Range(0, 1000));
        Assert.True(IsKnown(recent, 5001));
        _clock.Advance(TimeSpan.FromMinutes(16));
        Assert.False(IsKnown(recent, 5001));
    }

    [Fact]
    public void A_source_that_sent_much_before_a_restart_gives_way_to_older_events_of_others()
    {
        var recent = Recent();
        recent.RememberEarlier(Earlier("noisy", [.. Enumerable.Range(0, 10_000)]));
        recent.RememberEarlier(Earlier("quiet", [.. Enumerable.Range(20_000, 10)]));
        recent.RememberEarlier(Earlier("noisy", [.. Enumerable.Range(10_000, 5_000)]));
        recent.RememberEarlier(Earlier("third", [.. Enumerable.Range(30_000, 100)]));
        Assert.All(Enumerable.Range(20_000, 10).Concat(Enumerable.Range(30_000, 100)), id => Assert.True(IsKnown(recent, id)));
        Assert.All(Enumerable.Range(0, 890), id => Assert.True(IsKnown(recent, id)));
        Assert.All(Enumerable.Range(890, 14_110), id => Assert.False(IsKnown(recent, id)));
    }

    [Fact]
    public void Two_sources_that_sent_much_before_a_restart_have_half_each_of_the_newest()
    {
        var recent = Recent();
        for (var at = 0; at < 3000; at++)
        {
            recent.RememberEarlier(Earlier("a", at));
            recent.RememberEarlier(Earlier("b", 10_000 + at));
        }

        Assert.All([0, 490, 10_000, 10_490], id => Assert.True(IsKnown(recent, id)));
        Assert.All([510, 2999, 10_510, 12_999], id => Assert.False(IsKnown(recent, id)));
    }

    [Fact]
    public void A_key_that_sends_much_forgets_its_own_events_and_none_of_the_others()
    {
        var recent = Recent();
        Store(recent, Enumerable.Range(0, 1000), "noisy");
        Store(recent, Enumerable.Range(5000, 200), "quiet");
        Store(recent, Enumerable.Range(6000, 100), "third");
        Store(recent, Enumerable.Range(1_000_000, 10_000), "noisy");
        Assert.All(Enumerable.Range(5000, 200).Concat(Enumerable.Range(6000, 100)), id => Assert.True(IsKnown(recent, id)));
        Assert.True(IsKnown(recent, 1_009_999));
        Assert.True(IsKnown(recent, 1_009_300));
        Assert.False(IsKnown(recent, 1_009_299));
    }

    [Fact]
    public void Two_keys_that_send_much_have_half_each()
    {
        var recent = Recent();
        for (var at = 0; at < 3000; at++)
        {
            Store(recent, [at], "a");
            Store(recent, [10_000 + at], "b");
        }

        // Which of two equal keys gives up one first is open.
        Assert.All([2999, 2510, 12_999, 12_510], id => Assert.True(IsKnown(recent, id)));
        Assert.All([2490, 12_490], id => Assert.False(IsKnown(recent, id)));
    }

    RecentIds Recent() => new(_options, _clock);

    static void Store(RecentIds recent, IEnumerable<int> ids, string key = "a") => recent.Take(key, Ids([.. ids])).Settle(null);

    /// <summary>Asks without changing the state.</summary>
    static bool IsKnown(RecentIds recent, int id)
    {
        var claim = recent.Take("a", Ids(id));
        claim.Settle(unstored: [0]);
        return claim.Fresh == 0;
    }

    static EarlierId[] Earlier(string source, params int[] ids) => [.. Ids(ids).Select(id => new EarlierId(source, id))];

    static Fingerprint[] Ids(params int[] ids) => [.. ids.Select(id => new Fingerprint(1, (ulong)id))];
}
