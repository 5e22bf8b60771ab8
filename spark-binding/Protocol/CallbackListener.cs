using System.Net;
using System.Net.Sockets;

namespace Analytics.SparkBinding.Protocol;

/// <summary>Listens for the JVM, which opens a socket for each of its threads that calls back outside a call from this process.</summary>
/// <remarks>
/// The JVM sends no token here, so a callback's id authenticates the caller. Until it names an id a connection is untrusted: its
/// input is bounded and not parsed, and any failure closes that connection only.
/// </remarks>
sealed class CallbackListener : IDisposable
{
    // Without a pause a listener that has no free descriptor would fail in a tight loop.
    static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);
    readonly JvmClient _client;
    readonly RefusalLog _refusals;
    readonly UnprovenConnections _unproven = new(TimeProvider.System);
    readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    readonly ManualResetEvent _closed = new(false);
    int _accepted;

    public CallbackListener(JvmClient client)
    {
        _client = client;
        _refusals = new RefusalLog(TimeProvider.System, client.Refused);
        _listener.Start();
        Start("spark-callbacks", Accept);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The number of accepted sockets, trusted or not.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>The number of open connections that have not named a callback yet.</summary>
    public int Unproven => _unproven.Count;

    public void Dispose()
    {
        _closed.Set();
        _listener.Dispose();
    }

    void Accept()
    {
        while (!_closed.WaitOne(TimeSpan.Zero))
        {
            try
            {
                AcceptOne();
            }
            catch (Exception e) when (!_closed.WaitOne(TimeSpan.Zero))
            {
                _refusals.Add($"a callback connection could not be taken: {e.Message}");
                _closed.WaitOne(_pause);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    void AcceptOne()
    {
        var socket = _listener.AcceptSocket();
        try
        {
            var connection = _client.Track(new GatewayConnection(_client, socket, _unproven.Remove));
            if (_unproven.Add(connection))
                _refusals.Add("a connection to the callback port was closed: too many named no callback");
            Start($"spark-callback-{Interlocked.Increment(ref _accepted)}", () => Serve(connection));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // No exception may leave the thread, since it would end the process.
    void Serve(GatewayConnection connection)
    {
        try
        {
            if (!connection.ServeUntilClosed())
                _refusals.Add("a connection to the callback port was closed: it named a callback that does not exist");
        }
        catch (Exception e) when (GatewayConnection.IsClosed(e) || e is JvmLostException)
        {
            // One of the two ends closed the connection.
        }
        catch (Exception e)
        {
            _refusals.Add($"a connection to the callback port was closed: {e.GetType()}: {e.Message}");
        }
        finally
        {
            connection.Dispose();
            _unproven.Remove(connection);
        }
    }

    // Each socket is one JVM thread and gets one thread here. The unsafe start keeps the caller's AsyncLocal values out of it.
    static void Start(string name, ThreadStart body) => new Thread(body) { IsBackground = true, Name = name }.UnsafeStart();
}
