using System.Net.Sockets;

namespace Analytics.Testing.Http;

static class TcpState
{
    // tcp(7), struct tcp_info: the first byte is the state; 1 is TCP_ESTABLISHED.
    const int IpProtoTcp = 6;
    const int TcpInfo = 11;

    public static bool IsEstablished(Socket socket)
    {
        Span<byte> info = stackalloc byte[104];
        socket.GetRawSocketOption(IpProtoTcp, TcpInfo, info);
        return info[0] == 1;
    }
}
