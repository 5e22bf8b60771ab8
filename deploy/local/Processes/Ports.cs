using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Analytics.Local.Processes;

/// <summary>Finds free ports of 127.0.0.1; one process never gets a port twice.</summary>
public static class Ports
{
    // The ports are below the range of outgoing connections, so that a stopped component finds its port free again.
    const int First = 20_000;
    const int Last = 32_000;

    static readonly HashSet<int> _given = [];

    /// <summary>Returns a port on which no server listens.</summary>
    public static int Free()
    {
        lock (_given)
        {
            while (true)
            {
                var port = RandomNumberGenerator.GetInt32(First, Last);
                if (IsFree(port) && _given.Add(port))
                    return port;
            }
        }
    }

    /// <summary>Returns true when a server can listen on the port now.</summary>
    public static bool IsFree(int port)
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
}
