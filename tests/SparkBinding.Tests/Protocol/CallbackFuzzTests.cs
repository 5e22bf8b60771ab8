using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;
using SparkBinding.Tests.Interop;

namespace SparkBinding.Tests.Protocol;

/// <summary>Random bytes at both ports of the binding, while the batches of a query arrive at one of them.</summary>
public sealed class CallbackFuzzTests
{
    const int Seed = 20_261;
    const int Clients = 4;
    const int Connections = 700;
    const int OwnThreads = 20;

    static readonly string[] _lines =
    [
        "c",
        "g",
        "e",
        "A",
        "m",
        "d",
        "r",
        "!yv",
        "!xs",
        "!",
        "x",
        "o0",
        "o1",
        "ro1",
        "lo2",
        "to3",
        "iz",
        "i5",
        "i99999999999",
        "L",
        "dq",
        "j*",
        "btrue",
        "sx",
        "s\\",
        "f;",
        "GATEWAY_SERVER",
        "z:java.lang.System",
        "exit",
        "call",
        "hashCode",
        "",
        "\0",
        "p0123",
        "p00000000000000000000000000000000",
    ];

    static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_stream_loses_nothing_whatever_unauthenticated_clients_send()
    {
        var batches = new ConcurrentQueue<(long Id, long Rows)>();
        using var held = Jvm.NewList(["kept"]);
        using var handler = TestStream.Handler((frame, id) => batches.Enqueue((id, frame.Invoke<long>("count"))));
        using var query = TestStream.Start(handler);
        JvmAssert.Eventually(() => !batches.IsEmpty, "no batch", 60);
        var idle = new List<Socket>();
        for (var i = 0; i < 30; i++)
            idle.Add(await CallbackPort.ConnectAsync(Stopping));

        var strangers = Enumerable.Range(0, Clients).Select(n => Task.Run(() => Trouble(new Random(Seed + n)), Stopping)).ToList();
        for (var i = 0; i < OwnThreads; i++)
            CallbackPortTests.CallBackFromThreadOfItsOwn();
        await Task.WhenAll(strangers);

        var before = batches.Count;
        JvmAssert.Eventually(() => batches.Count >= before + 3, "no batch after the trouble", 60);
        foreach (var socket in idle)
            socket.Dispose();
        query.Invoke("stop");
        query.Invoke("awaitTermination");
        Assert.Equal("None", query.Invoke<JvmObjectReference>("exception").Invoke("toString"));
        Assert.Equal(Enumerable.Range(0, batches.Count).Select(id => ((long)id, TestStream.RowsPerBatch)), batches);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal("kept", held.Invoke("get", 0));
    }

    static async Task Trouble(Random random)
    {
        for (var i = 0; i < Connections; i++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            // One of eight connections goes to the JVM's port.
            await socket.ConnectAsync(IPAddress.Loopback, random.Next(8) == 0 ? JvmHost.Current.Port : CallbackPort.Port, Stopping);
            try
            {
                await socket.SendAsync(Request(random), Stopping);
                if (random.Next(2) == 0)
                    socket.LingerState = new LingerOption(enable: true, seconds: 0); // The close is a reset.
                else if (random.Next(2) == 0)
                    socket.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException)
            {
                // The peer closed while this side was sending.
            }
        }
    }

    static byte[] Request(Random random) =>
        random.Next(5) switch
        {
            0 => Bytes(random, random.Next(300)),
            1 => [.. "c\n"u8, .. Bytes(random, random.Next(100))],
            2 => [.. Lines(random, random.Next(4)), .. new byte[random.Next(200_000)]],
            3 => Cut(random, [.. "c\np0\ncall\n"u8, .. Lines(random, random.Next(6)), .. "e\n"u8]),
            _ => Lines(random, random.Next(20)),
        };

    static byte[] Lines(Random random, int count) =>
        Encoding.UTF8.GetBytes(string.Concat(random.GetItems(_lines, count).Select(line => line + '\n')));

    static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    static byte[] Cut(Random random, byte[] bytes) => bytes[..random.Next(bytes.Length + 1)];
}
