using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.Sources;

namespace SparkJobs.Tests.Queries;

/// <summary>The limit of a batch's offsets.</summary>
public sealed class QueryStateTests
{
    static readonly QueryTuning _tuning = new()
    {
        Pool = "second",
        MaxOffsets = 15_000,
        FirstOffsets = 5000,
    };

    readonly QueryState _state = new("tested");

    [Fact]
    public void Batches_begin_small_and_double_after_quick_ones_that_were_full()
    {
        Assert.Equal(5000, _state.LimitOf(_tuning));
        Commit(5000, seconds: 1);
        Commit(4000, seconds: 1); // A batch below the limit does not count.
        Assert.False(_state.CanReadMore);
        Commit(4999, seconds: 1);
        Assert.True(_state.CanReadMore);
        Assert.Equal(10_000, _state.LimitOf(_tuning));
        Assert.False(_state.CanReadMore);
        Commit(10_000, seconds: 1);
        Commit(10_000, seconds: 1);
        Assert.Equal(15_000, _state.LimitOf(_tuning));
        Commit(15_000, seconds: 1);
        Commit(15_000, seconds: 1);
        Assert.False(_state.CanReadMore);
    }

    [Fact]
    public void Slow_batches_stay_small_also_in_the_next_run()
    {
        Assert.Equal(5000, _state.LimitOf(_tuning));
        Commit(5000, seconds: 1);
        Commit(5000, seconds: 8);
        Commit(5000, seconds: 1);
        Assert.False(_state.CanReadMore);
        Assert.Equal(5000, _state.LimitOf(_tuning));
    }

    [Fact]
    public void A_batch_that_is_too_large_is_halved_until_many_are_full()
    {
        _state.LimitOf(_tuning);
        Assert.Equal(2000, _state.Halve(4000));
        for (var batch = 0; batch < 99; batch++)
            Commit(2000, seconds: 1);
        Assert.Equal(2000, _state.LimitOf(_tuning));
        Commit(2000, seconds: 1);
        Assert.Equal(4000, _state.LimitOf(_tuning));
    }

    void Commit(long offsets, int seconds) =>
        _state.Committed(new BatchRange([], new() { ["events"] = new() { ["0"] = offsets } }), TimeSpan.FromSeconds(seconds));
}
