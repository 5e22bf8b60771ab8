using System.Net;
using System.Net.Sockets;
using System.Text;
using Analytics.Testing.Waiting;

namespace Gateway.Tests.Running;

/// <summary>A listener in place of a collector, for tests that read the received request or need an answer of 16 MB.</summary>
sealed class StandIn : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public StandIn() => _listener.Start();

    public string Url => $"http://{_listener.LocalEndpoint}";

    /// <summary>Returns the next request's headers, and the connection for the answer.</summary>
    public async Task<(string Headers, NetworkStream Connection)> TakeAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Poll.Deadline);
        var socket = await _listener.AcceptSocketAsync(deadline.Token);
        var connection = new NetworkStream(socket, ownsSocket: true);
        var headers = new StringBuilder();
        var one = new byte[1];
        while (!headers.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await connection.ReadExactlyAsync(one, deadline.Token);
            headers.Append((char)one[0]);
        }

        return (headers.ToString(), connection);
    }

    public void Dispose() => _listener.Dispose();
}
