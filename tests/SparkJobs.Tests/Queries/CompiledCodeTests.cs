using Analytics.Contracts;
using Analytics.SparkBinding;
using Analytics.SparkJobs.Jobs;
using Analytics.Testing;
using Analytics.Testing.Waiting;
using Microsoft.Spark.Interop.Ipc;
using SparkJobs.Tests.Jobs;

namespace SparkJobs.Tests.Queries;

/// <summary>Spark counts what it compiles for the whole JVM, so no other query may run meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CompiledCode
{
    public const string Name = "Compiled code";
}

/// <summary>Batches that differ only in their rows and offsets run the code that the first batches compiled.</summary>
[Collection(CompiledCode.Name)]
public sealed class CompiledCodeTests(SparkFixture spark, TestEnvironment environment)
{
    const int First = 4;
    const int Steady = 6;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_steady_batch_of_the_live_numbers_compiles_nothing(bool lean)
    {
        await using var stream = await TestStream.CreateAsync(spark, environment, settings => settings with { Lean = lean });
        using var query = stream.Run(LiveMetricsJob.Plan);

        await CompilesNothingAsync(async batch =>
        {
            stream.Publish(stream.Topics.Events, Events.Good(Rows(batch), seed: batch));
            await stream.CommittedAsync(QueryNames.LiveMetrics, Sent(batch));
        });
    }

    [Fact]
    public async Task A_steady_batch_of_the_lake_compiles_nothing()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment, settings =>
            settings with
            {
                LakeTrigger = TimeSpan.FromMilliseconds(100),
            }
        );
        using var query = stream.Run(LakeArchiveJob.Plan);

        await CompilesNothingAsync(async batch =>
        {
            stream.Publish(stream.Topics.Events, Events.Good(Rows(batch), seed: batch));
            await Poll.UntilAsync($"batch {batch} is in the lake", () => query.State.Ends.Values.Sum() >= Sent(batch), TestStream.Deadline);
        });
    }

    static async Task CompilesNothingAsync(Func<int, Task> batch)
    {
        for (var first = 0; first < First; first++)
            await batch(first);

        var before = Compiled();
        Assert.NotEqual(0, before);
        for (var steady = First; steady < First + Steady; steady++)
            await batch(steady);

        Assert.Equal(before, Compiled());
    }

    static int Rows(int batch) => 100 + (10 * batch);

    static int Sent(int batch) => Enumerable.Range(0, batch + 1).Sum(Rows);

    static long Compiled() =>
        ((JvmObjectReference)Jvm.CallStatic("org.apache.spark.metrics.source.CodegenMetrics", "METRIC_COMPILATION_TIME")!).Invoke<long>(
            "getCount"
        );
}
