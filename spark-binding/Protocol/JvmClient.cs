using System.Net.Sockets;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkBinding.Protocol;

/// <summary>The client of one JVM: its connections, the callbacks that it can call, the objects to release.</summary>
sealed partial class JvmClient : IDisposable
{
    readonly string _secret;
    readonly CallbackListener _callbacks;
    readonly ReleaseQueue _releases;
    readonly ConnectionList _connections = new();
    volatile string? _lost;
    volatile bool _closing;

    /// <summary>Connects, and directs the JVM's callbacks to this process before it opens the first lasting connection.</summary>
    /// <param name="port">The port of the JVM's gateway.</param>
    /// <param name="secret">The secret that the gateway requires first.</param>
    /// <param name="bridge">The bridge of the references that arrive.</param>
    /// <param name="refused">Receives a line about refused connections to the callback port; default none.</param>
    /// <exception cref="InvalidOperationException">Nothing answers at the port, or it refuses the secret.</exception>
    public JvmClient(int port, string secret, IJvmBridge bridge, Action<string>? refused = null)
    {
        Bridge = bridge;
        Refused = refused ?? (_ => { });
        Port = port;
        _secret = secret;
        _releases = new ReleaseQueue(this);
        _callbacks = new CallbackListener(this);
        using (var first = Track(Authenticated()))
            PointCallbacksHere(first);
        _releases.Start();
    }

    /// <summary>Raised once, when the loss of the JVM is detected.</summary>
    public event Action<string>? JvmLost;

    public int Port { get; }

    /// <summary>Receives a line about refused connections to the callback port.</summary>
    public Action<string> Refused { get; }

    public ProxyTable Proxies { get; } = new();

    public IJvmBridge Bridge { get; }

    public CallbackListener Callbacks => _callbacks;

    public bool IsLost => _lost is not null;

    /// <summary>Opens a connection that is ready for use: authenticated, without Nagle's algorithm at both ends.</summary>
    /// <exception cref="InvalidOperationException">This process can open no connection now; later calls can.</exception>
    /// <exception cref="JvmLostException">The JVM is gone.</exception>
    public GatewayConnection Open()
    {
        if (IsLost || _closing)
            throw Gone(null);
        GatewayConnection connection;
        try
        {
            connection = Track(Authenticated());
        }
        catch (InvalidOperationException e) when (!IsLocal(e.InnerException))
        {
            DeclareLost("its gateway refuses connections");
            throw Gone(e);
        }

        NoDelay.Apply(connection);
        return connection;
    }

    public GatewayConnection Track(GatewayConnection connection)
    {
        _connections.Add(connection);
        if (_closing || IsLost)
            connection.Dispose();
        return connection;
    }

    public void Release(string id)
    {
        if (!_closing && !IsLost)
            _releases.Add(id);
    }

    /// <summary>Returns the exception for a connection that ended during a call, and checks whether the JVM has ended too.</summary>
    public JvmLostException Lost(GatewayConnection connection, Exception cause)
    {
        connection.Dispose();
        if (!_closing && !IsLost && !Answers(otherwise: true))
            DeclareLost("it closed its connections");
        return Gone(cause);
    }

    /// <summary>
    /// True when the JVM still accepts connections; <paramref name="otherwise"/> when this process can open none to ask it.
    /// </summary>
    public bool Answers(bool otherwise)
    {
        try
        {
            Authenticated().Dispose();
            return true;
        }
        catch (InvalidOperationException e)
        {
            return otherwise && IsLocal(e.InnerException);
        }
    }

    /// <summary>Fails every pending call and every later one.</summary>
    public void DeclareLost(string reason)
    {
        if (_closing || Interlocked.CompareExchange(ref _lost, reason, null) is not null)
            return;
        CloseAll();
        JvmLost?.Invoke(reason);
    }

    public void Dispose()
    {
        _closing = true;
        CloseAll();
    }

    void CloseAll()
    {
        _releases.Dispose();
        _callbacks.Dispose();
        _connections.CloseAll();
    }

    JvmLostException Gone(Exception? cause) =>
        new(
            _lost is { } reason ? $"the JVM is gone: {reason}"
                : _closing ? "the gateway was shut down"
                : "the gateway closed this connection; what its JVM thread held (job group, active session) is gone",
            cause
        );

    GatewayConnection Authenticated()
    {
        try
        {
            var connection = GatewayConnection.Connect(this);
            try
            {
                connection.Command.Authenticate(_secret);
                return connection.Handshake() is { IsError: false }
                    ? connection
                    : throw new InvalidOperationException("the gateway refused the secret");
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SocketException e) when (IsLocal(e))
        {
            throw new InvalidOperationException($"this process can open no connection to the JVM: {e.Message}", e);
        }
        catch (Exception e) when (e is SocketException or EndOfStreamException or ObjectDisposedException)
        {
            throw new InvalidOperationException($"no gateway answers at 127.0.0.1:{Port}, or it refused the secret: {e.Message}", e);
        }
    }

    // A lack of descriptors, ports or memory in this process says nothing about the JVM.
    static bool IsLocal(Exception? e) =>
        e
            is SocketException
            {
                SocketErrorCode: not (
                    SocketError.ConnectionRefused
                    or SocketError.ConnectionReset
                    or SocketError.ConnectionAborted
                    or SocketError.Shutdown
                )
            };

    void PointCallbacksHere(GatewayConnection connection)
    {
        using var client = CallServer(connection, "getCallbackClient", []).Reference;
        connection.Command.Clear();
        connection.Command.Call(this, client.Id, "getAddress", []);
        using var address = connection.Exchange().Reference;
        var reset = CallServer(connection, "resetCallbackClient", [address, _callbacks.Port]);
        if (reset.IsError)
            throw new InvalidOperationException("the gateway did not take our callback port");
    }

    Answer CallServer(GatewayConnection connection, string method, object?[] args)
    {
        connection.Command.Clear();
        connection.Command.Call(this, Server, method, args);
        return connection.Exchange();
    }
}
