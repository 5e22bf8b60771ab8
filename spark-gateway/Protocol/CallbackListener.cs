using System.Net;
using System.Net.Sockets;

namespace Analytics.SparkGateway.Protocol;

/// <summary>Where the JVM opens a socket for each of its threads that calls us without having been called by us.</summary>
/// <remarks>The JVM sends no token here, so only who knows a callback's id can call it.</remarks>
sealed class CallbackListener : IDisposable
{
    readonly Gateway _gateway;
    readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    int _accepted;

    public CallbackListener(Gateway gateway)
    {
        _gateway = gateway;
        _listener.Start();
        Start("spark-callbacks", Accept);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Sockets that the JVM has opened so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    public void Dispose() => _listener.Dispose();

    void Accept()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = _listener.AcceptSocket();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            var connection = _gateway.Track(new GatewayConnection(_gateway, socket));
            Start($"spark-callback-{Interlocked.Increment(ref _accepted)}", connection.ServeUntilClosed);
        }
    }

    // One thread a socket, for a socket is one JVM thread; unsafe start, so that no caller's AsyncLocal values come along.
    static void Start(string name, ThreadStart body) => new Thread(body) { IsBackground = true, Name = name }.UnsafeStart();
}
