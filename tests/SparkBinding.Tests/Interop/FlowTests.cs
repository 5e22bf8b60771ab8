using Analytics.SparkBinding;

namespace SparkBinding.Tests.Interop;

public sealed class FlowTests
{
    [Fact]
    public async Task A_flow_keeps_its_JVM_thread_across_await()
    {
        using var flow = Jvm.Flow();
        var id = JvmThreads.CurrentId();
        var threads = new HashSet<int>();
        for (var i = 0; i < 20; i++)
        {
            threads.Add(
                await Task.Factory.StartNew(
                    () =>
                    {
                        Assert.Equal(id, JvmThreads.CurrentId());
                        return Environment.CurrentManagedThreadId;
                    },
                    TestContext.Current.CancellationToken,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
            );
        }

        Assert.True(threads.Count > 1, "every call came from one .NET thread: the test shows nothing");
    }

    [Fact]
    public async Task A_second_thread_of_a_flow_has_its_own_connection_while_the_first_waits()
    {
        using var flow = Jvm.Flow();
        var id = JvmThreads.CurrentId();
        using var latch = Jvm.New("java.util.concurrent.CountDownLatch", 1);
        using var waits = new ManualResetEventSlim();
        var waiting = Task.Factory.StartNew(
            () =>
            {
                waits.Set();
                latch.Invoke("await");
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        waits.Wait(TestContext.Current.CancellationToken);
        JvmAssert.Eventually(() => JvmThreads.CurrentId() != id, "the flow's connection was never found in use");
        latch.Invoke("countDown");
        await waiting.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void After_a_flow_in_a_flow_the_outer_one_goes_on()
    {
        var own = JvmThreads.CurrentId();
        using (Jvm.Flow())
        {
            var outer = JvmThreads.CurrentId();
            using (Jvm.Flow())
                Assert.DoesNotContain(JvmThreads.CurrentId(), new List<long> { own, outer });
            Assert.Equal(outer, JvmThreads.CurrentId());
        }

        Assert.Equal(own, JvmThreads.CurrentId());
    }

    [Fact]
    public void A_flow_that_ended_before_the_one_in_it_does_not_come_back()
    {
        var own = JvmThreads.CurrentId();
        using var first = Jvm.Flow();
        var id = JvmThreads.CurrentId();
        var second = Jvm.Flow();
        var third = Jvm.Flow();
        second.Dispose();
        third.Dispose();
        Assert.Equal(id, JvmThreads.CurrentId());
        first.Dispose();
        Assert.Equal(own, JvmThreads.CurrentId());
    }
}
