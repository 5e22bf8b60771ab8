using System.Diagnostics;
using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace SparkBinding.Tests.Interop;

public sealed class ConnectionTests
{
    [Fact]
    public void A_thread_keeps_its_JVM_thread_and_another_has_another()
    {
        var (mine, again) = (JvmThreads.CurrentId(), JvmThreads.CurrentId());
        var other = OnThread(JvmThreads.CurrentId);
        Assert.Equal(mine, again);
        Assert.NotEqual(mine, other);
    }

    [Fact]
    public void A_thread_has_its_own_job_group()
    {
        using var spark = TestStream.Session();
        using var context = spark.Invoke<JvmObjectReference>("sparkContext");
        Func<object?> group = () => context.Invoke("getLocalProperty", "spark.jobGroup.id");
        var other = OnThread(() =>
        {
            context.Invoke("setJobGroup", "theirs", "", false);
            return group();
        });
        Assert.Equal("theirs", other);
        Assert.NotEqual("theirs", group());
    }

    [Fact]
    public async Task A_call_that_waits_holds_no_other_up()
    {
        using var latch = Jvm.New("java.util.concurrent.CountDownLatch", 1);
        var waiting = Task.Factory.StartNew(
            () => latch.Invoke("await"),
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        Assert.Equal(1L, latch.Invoke("getCount"));
        latch.Invoke("countDown");
        await waiting.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void The_connection_of_a_thread_ends_with_it()
    {
        var before = JvmThreads.Connections();
        for (var i = 0; i < 40; i++)
            OnThread(JvmThreads.CurrentId);
        JvmAssert.Eventually(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return JvmThreads.Connections() < before + 20;
            },
            "40 threads ended, their JVM threads did not"
        );
    }

    [Fact]
    public void Pipelined_commands_are_answered_in_order()
    {
        using var list = Jvm.NewList([]);
        var pipeline = Jvm.Pipeline();
        for (var i = 0; i < 1100; i++)
            pipeline.Call(list, "add", i);
        pipeline.CallStatic("java.lang.Math", "max", 3, 4).New("java.lang.StringBuilder", "x").Call(list, "size");
        var results = pipeline.Send();
        Assert.Equal((1103, true, 4, 1100), (results.Length, results[0], results[1100], results[1102]));
        Assert.IsType<JvmObjectReference>(results[1101]);
        Assert.Equal(0, pipeline.Count);
    }

    [Fact]
    public void A_failure_in_a_pipeline_is_thrown_after_the_rest_was_done()
    {
        using var list = Jvm.NewList([]);
        var pipeline = Jvm.Pipeline().Call(list, "add", 1).Call(list, "get", 99).Call(list, "add", 2);
        JvmAssert.Fails("java.lang.IndexOutOfBoundsException", "99", () => pipeline.Send());
        Assert.Equal(2, list.Invoke("size"));
    }

    [Fact]
    public void A_pipeline_can_release()
    {
        using var py4j = (JvmObjectReference)JvmHost.Current.CallServer("getGateway")!;
        var list = Jvm.NewList([]);
        var id = list.Id;
        Jvm.Pipeline().Call(list, "size").Release(list).Send();
        Assert.Null(py4j.Invoke("getObject", id));
        Assert.Throws<ObjectDisposedException>(() => list.Invoke("size"));
    }

    [Fact]
    public void No_reply_waits_for_a_delayed_acknowledgement()
    {
        // Each of these would take 44 ms with Nagle's algorithm.
        var text = new string('x', 64 << 10);
        using var list = Jvm.NewList([text]);
        Assert.True(ThirdFastest(() => list.Invoke("get", 0)) < 20, "a reply of 64 KB is late");
        Assert.True(ThirdFastest(() => Jvm.Pipeline().Call(list, "size").Call(list, "size").Send()) < 20, "a pipeline of two is late");
    }

    [Fact]
    public void A_round_trip_is_short()
    {
        using var list = Jvm.NewList([]);
        var micros = Enumerable
            .Range(0, 20)
            .Select(_ =>
            {
                var since = Stopwatch.StartNew();
                for (var i = 0; i < 500; i++)
                    list.Invoke("size");
                return since.Elapsed.TotalMicroseconds / 500;
            })
            .Min();
        TestContext.Current.SendDiagnosticMessage($"round trip {micros:F1} us");
        Assert.True(micros < 2000, $"a round trip takes {micros:F0} us");
    }

    /// <summary>
    /// Returns the third shortest of 20 runs, in milliseconds, after ten runs whose acknowledgements the kernel may send at once: load
    /// slows some runs, Nagle's algorithm slows all.
    /// </summary>
    internal static double ThirdFastest(Action action)
    {
        var times = Enumerable
            .Range(0, 30)
            .Select(_ =>
            {
                var since = Stopwatch.StartNew();
                action();
                return since.Elapsed.TotalMilliseconds;
            });
        return times.Skip(10).Order().ElementAt(2);
    }

    static T OnThread<T>(Func<T> call)
    {
        T result = default!;
        var thread = new Thread(() => result = call());
        thread.Start();
        thread.Join();
        return result;
    }
}
