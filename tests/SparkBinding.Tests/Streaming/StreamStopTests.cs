using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;
using SparkBinding.Tests.Sql;

namespace SparkBinding.Tests.Streaming;

public sealed class StreamStopTests
{
    const long Minute = 60_000;

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(true, true, true)]
    public void Stop_in_the_middle_of_a_batch_ends_the_query_cleanly_and_its_job_too(bool onceItsJobRuns, bool thatCollects, bool inAScope)
    {
        using var working = new ManualResetEventSlim();
        var query = StreamTests
            .Numbers()
            .ForeachBatch(
                (frame, _) =>
                {
                    using var scope = inAScope ? Jvm.Scope() : null;
                    // A row takes ten minutes, so only an interruption ends the query in time.
                    var slow = frame.Coalesce(1).Filter(Parked(seconds: 600));
                    working.Set();
                    _ = thatCollects ? slow.Collect().Count() : slow.Count();
                }
            )
            .Start();
        Assert.True(working.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken), "no batch within a minute");
        if (onceItsJobRuns)
            JvmAssert.Eventually(() => Running(query.RunId) == 1, "its job runs");

        query.Stop();

        Assert.True(query.AwaitTermination(Minute));
        Assert.Null(query.Exception());
        JvmAssert.Eventually(() => Running(query.RunId) == 0, "its job has ended");
    }

    [Fact]
    public void Stop_ends_the_job_of_a_collect_that_is_submitted_later()
    {
        using var working = new ManualResetEventSlim();
        var query = StreamTests
            .Numbers()
            .ForeachBatch(
                (frame, _) =>
                {
                    // The collect's own job is submitted after the broadcast's job of three seconds.
                    var late = TestSession.Spark.Range(1).Coalesce(1).Filter(Parked(seconds: 3));
                    var slow = frame.Coalesce(1).Filter(Parked(seconds: 600)).CrossJoin(late.Hint("broadcast"));
                    working.Set();
                    _ = slow.Collect().Count();
                }
            )
            .Start();
        Assert.True(working.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken), "no batch within a minute");

        query.Stop();

        Assert.True(query.AwaitTermination(Minute));
        Assert.Null(query.Exception());
        Assert.False(SpinWait.SpinUntil(() => Running(query.RunId) > 0, TimeSpan.FromSeconds(6)), "its job runs");
    }

    /// <summary>Returns a condition that is true for every row, after a wait in its task that only an interruption ends earlier.</summary>
    static string Parked(int seconds) => $"reflect('java.util.concurrent.locks.LockSupport', 'parkNanos', {seconds}000000000L) IS NULL";

    static int Running(string group)
    {
        using var tracker = TestSession.Spark.SparkContext.Reference.Invoke<JvmObjectReference>("statusTracker");
        using var ids = tracker.Invoke<JvmObjectReference>("getJobIdsForGroup", group);
        return Enumerable.Range(0, Jvm.Length(ids)).Count(at => IsRunning(tracker, (int)Jvm.Element(ids, at)!));
    }

    static bool IsRunning(JvmObjectReference tracker, int job)
    {
        using var found = tracker.Invoke<JvmObjectReference>("getJobInfo", job);
        if (!found.Invoke<bool>("isDefined"))
            return false;
        using var info = found.Invoke<JvmObjectReference>("get");
        using var status = info.Invoke<JvmObjectReference>("status");
        return status.Invoke<string>("toString") == "RUNNING";
    }
}
