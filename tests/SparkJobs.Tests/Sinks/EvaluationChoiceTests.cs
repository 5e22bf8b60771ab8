using Analytics.SparkJobs.Sinks;
using CsCheck;

namespace SparkJobs.Tests.Sinks;

public sealed class EvaluationChoiceTests
{
    static readonly Gen<(double Fixed, double PerOffset)> _truth = Gen.Select(Gen.Double[1, 2_000], Gen.Double[0.0005, 0.5]);

    static readonly Gen<int[]> _sizes = Gen.Int[1, 200_000].Array[400];

    [Fact]
    public void An_estimate_approaches_what_batches_of_any_size_take() =>
        Gen.Select(_truth, _sizes)
            .Sample(given =>
            {
                var ((fix, perOffset), sizes) = given;
                var cost = sizes.Aggregate(new EvaluationCost(50, 0.02), (cost, size) => cost.After(size, fix + (perOffset * size)));
                var largest = fix + (perOffset * 200_000);
                Assert.InRange(cost.Of(200_000), largest / 3, largest * 3);
                Assert.True(cost is { Fixed: > 0, PerOffset: > 0 }, $"{cost}");
            });

    [Fact]
    public void A_stall_counts_as_a_batch_four_times_as_slow()
    {
        var cost = new EvaluationCost(20, 0.01);
        Assert.Equal(cost.After(500, 4 * cost.Of(500)), cost.After(500, 60_000));
    }

    [Fact]
    public void Batches_stay_in_the_driver_below_the_size_at_which_both_take_the_same()
    {
        var choice = new EvaluationChoice();
        var wrong = 0;
        var random = new Random(3);
        for (var batch = 0; batch < 2_000; batch++)
        {
            var offsets = random.Next(20) == 0 ? random.Next(1, 100_000) : random.Next(1, 600);
            var onExecutors = choice.PrefersExecutors(offsets);
            choice.Took(onExecutors, offsets, Time(onExecutors, offsets));
            wrong += batch > 200 && onExecutors != Time(true, offsets) < Time(false, offsets) && offsets is < 5_000 or > 20_000 ? 1 : 0;
        }

        Assert.InRange(wrong, 0, 20);

        // The driver takes 12 ms and 20 µs an offset, executors 120 ms and 10 µs: equal at 10,800 offsets.
        static TimeSpan Time(bool onExecutors, int offsets) =>
            TimeSpan.FromMilliseconds(onExecutors ? 120 + (0.010 * offsets) : 12 + (0.020 * offsets));
    }

    [Fact]
    public void Small_batches_never_wait_for_executors_to_renew_an_estimate()
    {
        var choice = new EvaluationChoice();
        for (var batch = 0; batch < 10_000; batch++)
        {
            Assert.False(choice.PrefersExecutors(500));
            choice.Took(onExecutors: false, 500, TimeSpan.FromMilliseconds(20));
        }
    }

    [Fact]
    public void A_cold_start_in_the_driver_is_no_reason_to_start_over_executors()
    {
        var choice = new EvaluationChoice();
        foreach (var size in (int[])[500, 30_000, 40_000])
        {
            Assert.False(choice.PrefersExecutors(size));
            choice.Took(onExecutors: false, size, TimeSpan.FromMilliseconds(0.2 * size));
        }
    }

    [Fact]
    public void Executors_are_tried_after_seconds_of_large_batches()
    {
        var choice = new EvaluationChoice();
        var spent = TimeSpan.Zero;
        while (!choice.PrefersExecutors(100_000))
        {
            var took = TimeSpan.FromMilliseconds(0.01 * 100_000);
            choice.Took(onExecutors: false, 100_000, took);
            spent += took;
        }

        Assert.InRange(spent, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void An_estimate_that_a_cold_start_spoiled_is_renewed()
    {
        var choice = new EvaluationChoice();
        for (var batch = 0; batch < 20; batch++)
            choice.Took(onExecutors: false, 500, TimeSpan.FromSeconds(5));

        choice.Took(onExecutors: true, 500, TimeSpan.FromMilliseconds(100));
        Assert.True(choice.PrefersExecutors(500));
        for (var batch = 0; batch < 20_000; batch++)
        {
            var onExecutors = choice.PrefersExecutors(500);
            choice.Took(onExecutors, 500, TimeSpan.FromMilliseconds(onExecutors ? 100 : 20));
        }

        Assert.False(choice.PrefersExecutors(500));
    }
}
