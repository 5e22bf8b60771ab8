using System.Net;
using System.Net.Sockets;
using Analytics.Local.Processes;

namespace Local.Tests.Processes;

public sealed class PortsTests
{
    [Fact]
    public void A_given_port_is_free_for_a_server_and_reserved_for_this_process()
    {
        var port = Ports.Free();

        Assert.True(Ports.IsFree(port));
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        Assert.Throws<SocketException>(() => other.Bind(new IPEndPoint(IPAddress.Loopback, port)));
    }
}
