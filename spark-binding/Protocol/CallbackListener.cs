using System.Net;
using System.Net.Sockets;

namespace Analytics.SparkBinding.Protocol;

/// <summary>Where the JVM opens a socket for each of its threads that calls us without having been called by us.</summary>
/// <remarks>
/// The JVM sends no token here, so only who knows a callback's id can call it. Until then a connection is a stranger's: what it
/// sends is bounded and not parsed, and whatever goes wrong closes that connection alone.
/// </remarks>
sealed class CallbackListener : IDisposable
{
    // A listener that is out of descriptors fails at once, again and again.
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

    /// <summary>Sockets that were accepted so far, whoever opened them.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Open connections that have not named a callback of ours.</summary>
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

    // An exception that leaves a thread ends the process, so none may.
    void Serve(GatewayConnection connection)
    {
        try
        {
            if (!connection.ServeUntilClosed())
                _refusals.Add("a connection to the callback port was closed: it named a callback that does not exist");
        }
        catch (Exception e) when (GatewayConnection.IsClosed(e) || e is JvmLostException)
        {
            // The other end closed it, or we did.
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

    // One thread a socket, for a socket is one JVM thread; unsafe start, so that no caller's AsyncLocal values come along.
    static void Start(string name, ThreadStart body) => new Thread(body) { IsBackground = true, Name = name }.UnsafeStart();
}
