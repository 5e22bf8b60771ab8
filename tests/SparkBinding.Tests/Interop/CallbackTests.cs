using System.Collections.Concurrent;
using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace SparkBinding.Tests.Interop;

/// <summary>Java calls C#: section 7 of the protocol.</summary>
public sealed class CallbackTests
{
    [Fact]
    public void A_callback_made_during_our_call_arrives_in_it_and_returns_a_value()
    {
        var (thread, seen) = (0, "");
        using var supplier = new JvmCallback("java.util.function.Supplier", (method, args) =>
        {
            (thread, seen) = (Environment.CurrentManagedThreadId, $"{method}/{args.Length}");
            return "from us\n";
        });
        Assert.Equal("from us\n", Jvm.CallStatic("java.util.Objects", "requireNonNullElseGet", null, supplier));
        Assert.Equal((Environment.CurrentManagedThreadId, "get/0"), (thread, seen));
    }

    [Fact]
    public void Arguments_and_results_have_their_types()
    {
        using var list = Jvm.NewList([3, 1, 2]);
        using var comparator = new JvmCallback("java.util.Comparator", (_, args) => (int)args[0]! - (int)args[1]!);
        list.Invoke("sort", comparator);
        Assert.Equal("[1, 2, 3]", list.Invoke("toString"));
    }

    [Fact]
    public void A_result_can_be_an_object_of_the_JVM_or_an_array_of_strings()
    {
        using var made = new JvmCallback("java.util.function.Supplier", (_, _) => Jvm.NewList(["x"]));
        using var list = (JvmObjectReference)Jvm.CallStatic("java.util.Objects", "requireNonNullElseGet", null, made)!;
        Assert.Equal("x", list.Invoke("get", 0));
        using var texts = new JvmCallback("java.util.function.Supplier", (_, _) => new[] { "a", "b" });
        using var array = (JvmObjectReference)Jvm.CallStatic("java.util.Objects", "requireNonNullElseGet", null, texts)!;
        Assert.Equal("b", Jvm.Element(array, 1));
    }

    [Fact]
    public void Callbacks_nest_in_calls_that_nest_in_callbacks()
    {
        long outer = JvmThreads.CurrentId(),
            inner = 0;
        using var second = new JvmCallback("java.util.function.Supplier", (_, _) => inner = JvmThreads.CurrentId());
        using var first = new JvmCallback("java.util.function.Supplier", (_, _) =>
            Jvm.CallStatic("java.util.Objects", "requireNonNullElseGet", null, second)
        );
        Assert.Equal(outer, Jvm.CallStatic("java.util.Objects", "requireNonNullElseGet", null, first));
        Assert.Equal(outer, inner);
    }

    [Fact]
    public void A_callback_in_the_middle_of_a_pipeline_leaves_the_answers_in_order()
    {
        using var list = Jvm.NewList([]);
        using var supplier = new JvmCallback("java.util.function.Supplier", (_, _) => list.Invoke("size"));
        var results = Jvm.Pipeline()
            .Call(list, "add", "first")
            .CallStatic("java.util.Objects", "requireNonNullElseGet", [null, supplier])
            .CallStatic("java.lang.Math", "max", 5, 6)
            .CallStatic("java.util.Objects", "requireNonNullElseGet", [null, supplier])
            .CallStatic("java.lang.Math", "max", 7, 8)
            .Send();
        Assert.Equal([true, 1, 6, 1, 8], results);
    }

    [Fact]
    public void A_thread_of_the_JVM_calls_on_a_socket_of_its_own_and_commands_run_in_it()
    {
        using var done = new BlockingCollection<(string Before, string After, int Thread)>();
        using var run = new JvmCallback("java.lang.Runnable", (_, _) =>
        {
            var name = TestStream.ThreadName();
            var elsewhere = Task.Run(TestStream.ThreadName, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
            done.Add((name, elsewhere, Environment.CurrentManagedThreadId));
            return null;
        });
        using var thread = Jvm.New("java.lang.Thread", run, "our-own-thread");
        thread.Invoke("start");
        Assert.True(done.TryTake(out var seen, TimeSpan.FromSeconds(60)), "the callback never came");
        Assert.Equal("our-own-thread", seen.Before);
        Assert.NotEqual("our-own-thread", seen.After);
        Assert.NotEqual(Environment.CurrentManagedThreadId, seen.Thread);
    }

    [Fact]
    public void Two_threads_of_the_JVM_are_served_at_the_same_time()
    {
        using var both = new Barrier(2);
        using var met = new CountdownEvent(2);
        using var run = new JvmCallback("java.lang.Runnable", (_, _) =>
        {
            if (both.SignalAndWait(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken))
                met.Signal();
            return null;
        });
        for (var i = 0; i < 2; i++)
        {
            using var thread = Jvm.New("java.lang.Thread", run);
            thread.Invoke("start");
        }

        Assert.True(met.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "one waited for the other");
    }

    [Fact]
    public void A_socket_that_the_JVM_opened_sends_at_once()
    {
        using var times = new BlockingCollection<double>();
        using var run = new JvmCallback("java.lang.Runnable", (_, _) =>
        {
            using var list = Jvm.NewList([new string('x', 64 << 10)]);
            times.Add(ConnectionTests.ThirdFastest(() => Jvm.Pipeline().Call(list, "get", 0).Call(list, "size").Send()));
            return null;
        });
        using var thread = Jvm.New("java.lang.Thread", run);
        thread.Invoke("start");
        Assert.True(times.TryTake(out var time, TimeSpan.FromSeconds(60)), "the callback never came");
        Assert.True(time < 20, $"a reply of 64 KB takes {time:F0} ms: Nagle's algorithm is on");
    }

    [Fact]
    public void The_JVM_may_hash_compare_and_print_a_callback()
    {
        using var run = new JvmCallback("java.lang.Runnable", (_, _) => throw new InvalidOperationException("not for this"));
        using var other = new JvmCallback("java.lang.Runnable", (_, _) => null);
        using var set = Jvm.New("java.util.HashSet");
        set.Invoke("add", run);
        set.Invoke("add", run);
        set.Invoke("add", other);
        Assert.Equal(2, set.Invoke("size"));
        var text = set.Invoke<string>("toString");
        Assert.Contains("JvmCallback", text, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Id, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_callback_may_implement_several_interfaces()
    {
        using var both = new JvmCallback("java.util.function.Supplier;java.lang.Runnable", (method, _) => method);
        Assert.Equal("get", Jvm.CallStatic("java.util.Objects", "requireNonNullElseGet", null, both));
    }

    [Fact]
    public void A_callback_that_the_JVM_has_collected_is_dropped_here()
    {
        var proxies = JvmHost.Current.Proxies;
        var callbacks = Enumerable.Range(0, 5).Select(_ => new JvmCallback("java.lang.Runnable", (_, _) => null)).ToList();
        foreach (var callback in callbacks)
        {
            Jvm.CallStatic("java.util.Objects", "isNull", callback);
            Jvm.CallStatic("java.util.Objects", "isNull", callback);
        }

        Assert.All(callbacks, c => Assert.Same(c, proxies.Find(c.Id)));
        JvmAssert.Eventually(
            () =>
            {
                Jvm.CallStatic("java.lang.System", "gc");
                return callbacks.All(c => proxies.Find(c.Id) is null);
            },
            "the JVM's garbage messages did not arrive"
        );
    }

    [Fact]
    public void A_callback_with_two_proxies_stays_when_one_is_collected()
    {
        var proxies = JvmHost.Current.Proxies;
        using var twice = new JvmCallback("java.util.function.Supplier", (_, _) => "alive");
        using var kept = Jvm.NewList([twice]);
        using var once = new JvmCallback("java.lang.Runnable", (_, _) => null);
        Jvm.CallStatic("java.util.Objects", "isNull", twice);
        Jvm.CallStatic("java.util.Objects", "isNull", once);
        JvmAssert.Eventually(
            () =>
            {
                Jvm.CallStatic("java.lang.System", "gc");
                return proxies.Find(once.Id) is null;
            },
            "the JVM's garbage messages did not arrive"
        );
        using var supplier = kept.Invoke<JvmObjectReference>("get", 0);
        Assert.Equal("alive", Jvm.CallStatic("java.util.Objects", "requireNonNullElseGet", null, supplier));
    }
}
