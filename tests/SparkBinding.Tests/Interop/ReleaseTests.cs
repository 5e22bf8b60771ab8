using System.Runtime.CompilerServices;
using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace SparkBinding.Tests.Interop;

public sealed class ReleaseTests
{
    [Fact]
    public void Disposed_objects_leave_the_JVM()
    {
        using var held = Jvm.NewList([]);
        var references = Enumerable.Range(0, 700).Select(_ => held.Invoke<JvmObjectReference>("listIterator")).ToList();
        Assert.True(AnyAlive(references), "the JVM does not know what it has just sent");
        foreach (var reference in references)
        {
            reference.Dispose();
            reference.Dispose();
        }

        JvmAssert.Eventually(() => !AnyAlive(references), "700 disposed objects are still in the JVM");
        Assert.Equal(0, held.Invoke("size"));
    }

    [Fact]
    public void Forgotten_objects_leave_the_JVM_by_the_finalizer()
    {
        var ids = Forget(1200);
        JvmAssert.Eventually(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !AnyAlive(ids);
            },
            "1200 forgotten objects are still in the JVM"
        );
    }

    [Fact]
    public async Task A_finalizer_does_not_wait_for_a_socket()
    {
        // The JVM's thread of this connection and this thread are busy; finalizers must nevertheless end.
        using var latch = Jvm.New("java.util.concurrent.CountDownLatch", 1);
        var busy = Task.Factory.StartNew(
            () => latch.Invoke("await"),
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        Forget(500);
        GC.Collect();
        var finalizers = Task.Run(GC.WaitForPendingFinalizers, TestContext.Current.CancellationToken);
        await finalizers.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.False(busy.IsCompleted);
        latch.Invoke("countDown");
        await busy;
    }

    [Fact]
    public async Task An_argument_lives_until_its_call_is_answered()
    {
        using var stop = new CancellationTokenSource();
        var collector = Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                }
            },
            TestContext.Current.CancellationToken
        );
        for (var i = 0; i < 300; i++)
            Assert.Equal(false, Jvm.CallStatic("java.util.Objects", "isNull", Jvm.New("java.util.ArrayList")));
        await stop.CancelAsync();
        await collector;
    }

    [Fact]
    public void A_pipeline_keeps_its_objects_alive_until_it_is_sent()
    {
        var pipeline = Jvm.Pipeline();
        var ids = Append(pipeline);
        var forgotten = Forget(10);
        JvmAssert.Eventually(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !AnyAlive(forgotten);
            },
            "an unreferenced object is still in the JVM"
        );
        Assert.True(AnyAlive(ids));
        Assert.Equal([0, false], pipeline.Send());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static List<string> Append(JvmPipeline pipeline)
    {
        var (target, argument) = (Jvm.NewList([]), Jvm.NewList([]));
        pipeline.Call(target, "size").CallStatic("java.util.Objects", "isNull", argument);
        return [target.Id, argument.Id];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static List<string> Forget(int count) => [.. Enumerable.Range(0, count).Select(_ => Jvm.New("java.util.ArrayList").Id)];

    static bool AnyAlive(IEnumerable<JvmObjectReference> references) => AnyAlive([.. references.Select(r => r.Id)]);

    static bool AnyAlive(IReadOnlyList<string> ids)
    {
        using var py4j = (JvmObjectReference)JvmHost.Current.CallServer("getGateway")!;
        return ids.Any(id => py4j.Invoke("getObject", id) is JvmObjectReference);
    }
}
