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

        Assert.False(Ports.IsServed(port));
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        Assert.Throws<SocketException>(() => other.Bind(new IPEndPoint(IPAddress.Loopback, port)));
    }

    [Fact]
    public async Task A_server_can_listen_at_any_moment_while_others_check_its_port()
    {
        var port = Ports.Free();
        using var over = new CancellationTokenSource();
        var served = 0;
        var looks = Task.Run(
            () =>
            {
                while (!over.IsCancellationRequested)
                    served += Ports.IsServed(port) ? 1 : 0;
            },
            TestContext.Current.CancellationToken
        );

        for (var round = 0; round < 5000 || Volatile.Read(ref served) == 0; round++)
        {
            using var server = new TcpListener(IPAddress.Loopback, port);
            server.Start();
        }

        await over.CancelAsync();
        await looks;
    }
}
