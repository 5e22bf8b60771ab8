using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests.Running;

/// <summary>A connection over which a test says what no well-behaved client would.</summary>
sealed class RawConnection : IAsyncDisposable
{
    readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    RawConnection(Socket socket, SslStream stream)
    {
        Socket = socket;
        Stream = stream;
        _patience.CancelAfter(TimeSpan.FromSeconds(40));
    }

    public Socket Socket { get; }

    public SslStream Stream { get; }

    /// <summary>Ends when a test has waited long enough.</summary>
    public CancellationToken Patience => _patience.Token;

    public static async Task<RawConnection> OpenAsync(
        LocalGateway gateway,
        string from = "127.0.0.1",
        string protocol = "http/1.1",
        int? receiveBuffer = null
    )
    {
        var socket = await Client.ConnectAsync(new Uri(gateway.SecureUrl).Port, from, receiveBuffer, TestContext.Current.CancellationToken);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ApplicationProtocols = [new SslApplicationProtocol(protocol)],
                RemoteCertificateValidationCallback = (_, shown, _, _) =>
                    shown!.GetCertHashString() == gateway.Certificate.GetCertHashString(),
            },
            TestContext.Current.CancellationToken
        );
        return new RawConnection(socket, stream);
    }

    /// <summary>Sends, and reads until the gateway closes.</summary>
    public static async Task<string> AskAsync(LocalGateway gateway, string request)
    {
        await using var connection = await OpenAsync(gateway);
        await connection.WriteAsync(request);
        return await connection.ReadToEndAsync();
    }

    public Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes) => await Stream.WriteAsync(bytes, _patience.Token);

    /// <summary>What comes until the gateway closes; a reset ends it too.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var all = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await Stream.ReadAsync(buffer, _patience.Token)) > 0)
                all.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // A reset: closed as well.
        }

        return all.ToString();
    }

    /// <summary>Says one part after the other until the gateway has closed.</summary>
    /// <returns>False when it took all of them.</returns>
    public async Task<bool> WriteUntilClosedAsync(int parts, Func<int, byte[]> part)
    {
        try
        {
            for (var number = 0; number < parts; number++)
                await WriteAsync(part(number));

            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        _patience.Dispose();
    }
}
