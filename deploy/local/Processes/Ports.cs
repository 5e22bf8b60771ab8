using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Analytics.Local.Processes;

/// <summary>Finds free ports of 127.0.0.1; no port is given twice, in this process or in another one that runs.</summary>
public static class Ports
{
    // The ports are below the range of outgoing connections, so that a stopped component finds its port free again.
    const int First = 20_000;
    const int Last = 32_000;

    // The UDP socket of the same number says to other processes that a port is given, also while no server listens on it.
    static readonly Dictionary<int, Socket> _given = [];

    /// <summary>Returns a port on which no server listens.</summary>
    public static int Free()
    {
        lock (_given)
        {
            while (true)
            {
                var port = RandomNumberGenerator.GetInt32(First, Last);
                // The port is reserved first: a look at another process's port would keep its server from listening.
                if (_given.ContainsKey(port) || Reserved(port) is not { } reserved)
                    continue;
                if (!IsFree(port))
                {
                    reserved.Dispose();
                    continue;
                }

                _given.Add(port, reserved);
                return port;
            }
        }
    }

    /// <summary>Returns true when a server listens on the port now; the look keeps no server from listening.</summary>
    public static bool IsServed(int port)
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    static Socket? Reserved(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
