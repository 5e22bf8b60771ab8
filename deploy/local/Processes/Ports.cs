using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Analytics.Local;

/// <summary>Free ports of 127.0.0.1, none given twice by one process.</summary>
public static class Ports
{
    // Below the range that outgoing connections take theirs from: a stopped component finds its port free again.
    const int First = 20_000;
    const int Last = 32_000;

    static readonly HashSet<int> _given = [];

    /// <summary>A port that nobody listens on.</summary>
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

    /// <summary>Whether a server could listen on the port now.</summary>
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
