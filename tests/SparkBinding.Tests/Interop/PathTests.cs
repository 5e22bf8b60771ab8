using Analytics.SparkBinding;
using Microsoft.Spark;
using Microsoft.Spark.Interop.Ipc;

namespace SparkBinding.Tests.Interop;

public sealed class PathTests
{
    [Fact]
    public void Each_method_is_called_on_the_result_of_the_one_before()
    {
        using var inner = Jvm.NewMap([new("a", "1"), new("b", "2")]);
        using var list = Jvm.NewList([inner]);
        // An iterator's class is private, and next() is declared to return an Object.
        using var size = new JvmPath(list, "iterator", "next", "size");
        Assert.Equal([2], size.Append(Jvm.Pipeline()).Send());

        using var other = Jvm.NewMap([]);
        list.Invoke("set", 0, other);
        Assert.Equal([0, 0], size.Append(size.Append(Jvm.Pipeline())).Send());
    }

    [Fact]
    public void A_result_can_be_an_object_or_null()
    {
        using var thread = (JvmObjectReference)Jvm.CallStatic("java.lang.Thread", "currentThread")!;
        using var group = new JvmPath(thread, "getThreadGroup");
        using var name = new JvmPath(thread, "getThreadGroup", "getName");
        var found = name.Append(group.Append(Jvm.Pipeline())).Send();
        Assert.Equal(((JvmObjectReference)found[0]!).Invoke("getName"), found[1]);

        using var nothing = Jvm.New("java.util.concurrent.LinkedBlockingQueue");
        using var peek = new JvmPath(nothing, "poll");
        Assert.Equal([null], peek.Append(Jvm.Pipeline()).Send());
    }

    [Fact]
    public void A_failure_is_the_one_of_the_method()
    {
        using var list = Jvm.NewList([Jvm.NewMap([])]);
        using var size = new JvmPath(list, "iterator", "next", "size");
        list.Invoke("clear");
        Assert.Contains("NoSuchElementException", FailureOf(() => size.Append(Jvm.Pipeline()).Send()));
        Assert.Contains("NoSuchElementException", FailureOf(() => new JvmPath(list, "iterator", "next", "size")));
        Assert.Contains("NoSuchMethodException", FailureOf(() => new JvmPath(list, "iterators")));
    }

    static string FailureOf(Func<object> call) => JvmException.Of(Assert.ThrowsAny<Exception>(call))!.Message;
}
