using System.Net;
using System.Net.Sockets;
using System.Text;
using Analytics.SparkBinding;

namespace SparkBinding.Tests.Protocol;

/// <summary>The callback port of this process, reached as by any local process.</summary>
static class CallbackPort
{
    public static int Port => JvmHost.Current.Callbacks.Port;

    public static async Task<Socket> ConnectAsync(CancellationToken stopping)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port, stopping);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Returns the answer until the peer closes the connection.</summary>
    public static async Task<string> AskAsync(ReadOnlyMemory<byte> request, CancellationToken stopping)
    {
        using var socket = await ConnectAsync(stopping);
        return await AskAsync(socket, request, stopping);
    }

    public static async Task<string> AskAsync(Socket socket, ReadOnlyMemory<byte> request, CancellationToken stopping)
    {
        var answer = new StringBuilder();
        try
        {
            while (!request.IsEmpty)
                request = request[await socket.SendAsync(request, stopping)..];
            var buffer = new byte[4096];
            for (var read = 1; read > 0; answer.Append(Encoding.UTF8.GetString(buffer.AsSpan(0, read))))
                read = await socket.ReceiveAsync(buffer, stopping);
        }
        catch (SocketException)
        {
            // The peer closed before it had read all bytes.
        }

        return answer.ToString();
    }
}
