using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Analytics.SparkBinding;
using Analytics.SparkBinding.Protocol;
using Microsoft.Spark.Interop.Ipc;

namespace SparkBinding.Tests.Protocol;

/// <summary>A local process that does not know the id of a callback can do nothing at the callback port.</summary>
public sealed class CallbackPortTests
{
    const string Unknown = "!xsthere is no such callback\n";

    static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("c\nx\nx\niz\ne\n")]
    [InlineData("c\nx\nx\nL\ne\n")]
    [InlineData("c\nx\nx\ndq\ne\n")]
    [InlineData("c\nx\nx\n\ne\n")]
    public async Task A_line_of_garbage_ends_neither_the_process_nor_the_callbacks(string request)
    {
        Assert.Equal(Unknown, await CallbackPort.AskAsync(Encode(request), Stopping));
        Assert.Equal("still here", CallBack("still here"));
    }

    [Fact]
    public async Task Nothing_is_answered_after_a_wrong_id()
    {
        using var known = new JvmCallback("java.util.function.Supplier", (_, _) => "called");
        using var held = Jvm.NewList([known]);

        Assert.Equal(Unknown, await CallbackPort.AskAsync(Encode($"c\nx\nx\ne\nc\n{known.Id}\nget\ne\n"), Stopping));
    }

    [Fact]
    public async Task References_of_an_unauthenticated_client_release_no_object_of_the_JVM()
    {
        using var list = Jvm.NewList(["kept"]);

        await CallbackPort.AskAsync(Encode($"c\nx\nx\nr{list.Id}\nl{list.Id}\ne\n"), Stopping);

        var later = Forget();
        JvmAssert.Eventually(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !IsKnown(later);
            },
            "what was forgotten afterwards is still in the JVM"
        );
        Assert.True(IsKnown(list.Id), "the JVM has forgotten an object that a stranger named");
    }

    [Fact]
    public async Task A_line_without_an_end_closes_its_connection()
    {
        using var socket = await CallbackPort.ConnectAsync(Stopping);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        late.CancelAfter(TimeSpan.FromSeconds(60));

        Assert.Equal("", await CallbackPort.AskAsync(socket, new byte[1 << 20], late.Token));
    }

    [Fact]
    public async Task The_id_of_a_disposed_callback_still_proves_the_JVM()
    {
        var disposed = new JvmCallback("java.lang.Runnable", (_, _) => null);
        using var held = Jvm.NewList([disposed]);
        disposed.Dispose();
        var twice = $"c\n{disposed.Id}\nrun\ne\n";
        using var socket = await CallbackPort.ConnectAsync(Stopping);
        await socket.SendAsync(Encode(twice + twice), Stopping);
        socket.Shutdown(SocketShutdown.Send);

        Assert.Equal(Unknown + Unknown, await CallbackPort.AskAsync(socket, default, Stopping));
    }

    [Fact]
    public async Task Idle_unauthenticated_connections_do_not_exclude_the_JVM_and_only_a_few_stay_open()
    {
        var idle = new List<Socket>();
        try
        {
            for (var i = 0; i < 40; i++)
                idle.Add(await CallbackPort.ConnectAsync(Stopping));

            CallBackFromThreadOfItsOwn();

            Assert.InRange(JvmHost.Current.Callbacks.Unproven, 0, UnprovenConnections.Places);
            JvmAssert.Eventually(
                () => idle.Count(socket => socket.Poll(TimeSpan.Zero, SelectMode.SelectRead)) >= idle.Count - UnprovenConnections.Places,
                "idle connections stay open"
            );
        }
        finally
        {
            foreach (var socket in idle)
                socket.Dispose();
        }
    }

    [Fact]
    public async Task The_port_of_the_JVM_does_nothing_without_the_secret_and_is_bound_to_loopback()
    {
        var port = JvmHost.Current.Port;
        foreach (var request in (string[])["c\nz:java.lang.System\ngetenv\ne\n", "A\nwrong\nc\nz:java.lang.System\ngetenv\ne\n", "\n\n"])
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, port, Stopping);
            Assert.DoesNotContain("!y", await CallbackPort.AskAsync(socket, Encode(request), Stopping), StringComparison.Ordinal);
        }

        using var elsewhere = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await Assert.ThrowsAsync<SocketException>(() => elsewhere.ConnectAsync(IPAddress.Parse("127.0.0.2"), port, Stopping).AsTask());
        Assert.Equal("still here", CallBack("still here"));
    }

    /// <summary>Makes a JVM thread call back, which opens a new socket.</summary>
    internal static void CallBackFromThreadOfItsOwn()
    {
        using var called = new ManualResetEventSlim();
        using var run = new JvmCallback("java.lang.Runnable", (_, _) =>
        {
            called.Set();
            return null;
        });
        using var thread = Jvm.New("java.lang.Thread", run);
        thread.Invoke("start");
        Assert.True(called.Wait(TimeSpan.FromSeconds(60), Stopping), "the JVM's callback never came");
        thread.Invoke("join");
    }

    static object? CallBack(string value)
    {
        using var supplier = new JvmCallback("java.util.function.Supplier", (_, _) => value);
        return Jvm.CallStatic("java.util.Objects", "requireNonNullElseGet", null, supplier);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static string Forget() => Jvm.NewList([]).Id;

    static bool IsKnown(string id)
    {
        using var py4j = (JvmObjectReference)JvmHost.Current.CallServer("getGateway")!;
        return py4j.Invoke("getObject", id) is not null;
    }

    static byte[] Encode(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
