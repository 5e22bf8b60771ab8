using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Analytics.Local.Processes;

namespace Analytics.Testing.Http;

/// <summary>A proxy of TCP connections on 127.0.0.1 whose line can be disturbed. What waited arrives when the line is open again.</summary>
/// <param name="server">The port of the server.</param>
public sealed class TcpProxy(int server) : IDisposable
{
    const int MostWaiting = 64;
    const int Chunk = 64 * 1024;
    static readonly TimeSpan _delay = TimeSpan.FromMilliseconds(200);

    readonly CancellationTokenSource _over = new();
    readonly Lock _guard = new();
    TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    CancellationTokenSource _uncut = new();
    Line _line = Line.Cut;
    TcpListener? _listener;

    /// <summary>The port to which clients connect.</summary>
    public int Port { get; } = Ports.Free();

    /// <summary>Begins a state of the line; before the first one connections are refused.</summary>
    public void Set(Line line)
    {
        lock (_guard)
        {
            _line = line;
            if (line == Line.Cut)
                Cut();
            else if (_listener is null)
                Listen();
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Dispose()
    {
        Set(Line.Cut);
        _over.Cancel();
    }

    void Cut()
    {
        _listener?.Dispose();
        _listener = null;
        _uncut.Cancel();
        _uncut = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
    }

    void Listen()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _ = AcceptAsync(_listener, _uncut.Token);
    }

    async Task AcceptAsync(TcpListener listener, CancellationToken cut)
    {
        while (!cut.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptSocketAsync(cut), cut);
            }
            catch (Exception ended) when (IsEnd(ended))
            {
                // The line was cut, or the client has gone before it was accepted.
            }
        }
    }

    async Task ServeAsync(Socket client, CancellationToken cut)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cut);
        using (client)
        using (var target = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            try
            {
                await PassAsync(toServer: true, over.Token);
                await target.ConnectAsync(IPAddress.Loopback, server, over.Token);
                await await Task.WhenAny(
                    PumpAsync(client, target, toServer: true, over.Token),
                    PumpAsync(target, client, toServer: false, over.Token)
                );
            }
            catch (Exception ended) when (IsEnd(ended))
            {
                // An end has gone, or the line was cut. With this option closing resets the connection.
                client.LingerState = target.LingerState = new(true, 0);
            }

            await over.CancelAsync();
        }
    }

    // Reading and sending are apart, so that a delay does not bound the throughput.
    async Task PumpAsync(Socket from, Socket to, bool toServer, CancellationToken over)
    {
        from.NoDelay = true;
        var waiting = Channel.CreateBounded<(long Read, byte[] Bytes)>(MostWaiting);
        var sending = SendAsync(waiting.Reader, to, toServer, over);
        var buffer = new byte[Chunk];
        while (!sending.IsCompleted && await from.ReceiveAsync(buffer, over) is > 0 and var read)
            await waiting.Writer.WriteAsync((Stopwatch.GetTimestamp(), buffer[..read]), over);
        waiting.Writer.Complete();
        await sending;
    }

    async Task SendAsync(ChannelReader<(long Read, byte[] Bytes)> waiting, Socket to, bool toServer, CancellationToken over)
    {
        await foreach (var (read, bytes) in waiting.ReadAllAsync(over))
        {
            await PassAsync(toServer, over);
            if (_line == Line.Slow && _delay - Stopwatch.GetElapsedTime(read) is { Ticks: > 0 } rest)
                await Task.Delay(rest, over);
            for (var sent = 0; sent < bytes.Length; )
                sent += await to.SendAsync(bytes.AsMemory(sent), over);
        }
    }

    // Waits while the line takes nothing in a direction.
    async Task PassAsync(bool toServer, CancellationToken over)
    {
        while (true)
        {
            Task changed;
            lock (_guard)
            {
                if (_line != Line.HalfOpen && (_line != Line.OneWay || toServer))
                    return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(over);
        }
    }

    static bool IsEnd(Exception e) => e is SocketException or ObjectDisposedException or OperationCanceledException;
}
