using System.Net;
using System.Net.Sockets;
using Analytics.SparkBinding;
using Microsoft.Spark;
using Microsoft.Spark.Interop.Ipc;

namespace SparkBinding.Tests.Interop;

public sealed class CallbackErrorTests
{
    [Fact]
    public void An_exception_of_ours_is_a_RuntimeException_with_our_stack_in_the_JVM()
    {
        var error = JvmAssert.Fails("java.lang.RuntimeException", ".NET System.InvalidOperationException: no luck", () =>
            CallThrough((_, _) => throw new InvalidOperationException("no luck"))
        );
        Assert.Contains(nameof(CallbackErrorTests), error.JavaMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_of_the_JVM_passes_through_as_itself()
    {
        Exception? inner = null;
        var error = JvmAssert.Fails("java.lang.NumberFormatException", "\"x\"", () => CallThrough(
                (_, _) =>
                {
                    try
                    {
                        return Jvm.CallStatic("java.lang.Integer", "parseInt", "x");
                    }
                    catch (Exception e)
                    {
                        inner = e;
                        throw new InvalidOperationException("wrapped by the handler", e);
                    }
                }
            ));
        Assert.Equal(JvmException.Of(inner)!.Throwable!.Invoke("hashCode"), error.Throwable!.Invoke("hashCode"));
    }

    [Fact]
    public void A_result_of_no_known_type_is_an_error_and_not_a_hang() =>
        JvmAssert.Fails("java.lang.RuntimeException", "System.DateOnly", () => CallThrough((_, _) => new DateOnly(2000, 1, 1)));

    [Fact]
    public void A_disposed_callback_fails_its_caller()
    {
        var supplier = new JvmCallback("java.util.function.Supplier", (_, _) => 1);
        using var list = Jvm.NewList([supplier]);
        supplier.Dispose();
        using var proxy = list.Invoke<JvmObjectReference>("get", 0);
        JvmAssert.Fails("py4j.Py4JException", "there is no such callback", () =>
            Jvm.CallStatic("java.util.Objects", "requireNonNullElseGet", null, proxy)
        );
    }

    [Fact]
    public async Task An_unauthenticated_client_of_the_callback_port_gets_nothing()
    {
        Assert.Equal("!xsthere is no such callback\n", await Ask("c\np0123\nrun\ne\n"));
        Assert.Equal("!yv\n", await Ask("g\np0123\ne\n"));
        Assert.Equal("", await Ask("GET / HTTP/1.1\n\n"));
        Assert.Equal("!xsthere is no such callback\n", await Ask("c\np0123\nrun\n?\ne\n"));
        Assert.Equal("still here", CallThrough((_, _) => "still here"));
    }

    [Fact]
    public void The_id_of_a_callback_is_128_random_bits()
    {
        var ids = Enumerable.Range(0, 100).Select(_ => new JvmCallback("x", (_, _) => null).Id).ToHashSet();
        Assert.Equal(100, ids.Count);
        Assert.All(ids, id => Assert.Matches("^p[0-9a-f]{32}$", id));
    }

    static object? CallThrough(Func<string, object?[], object?> handler)
    {
        using var supplier = new JvmCallback("java.util.function.Supplier", handler);
        return Jvm.CallStatic("java.util.Objects", "requireNonNullElseGet", null, supplier);
    }

    static async Task<string> Ask(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, JvmHost.Current.Callbacks.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        try
        {
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            return ""; // A reset: the peer did not read all that was sent.
        }
    }
}
