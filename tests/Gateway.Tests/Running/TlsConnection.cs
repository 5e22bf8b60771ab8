using System.Net.Security;
using Analytics.Testing.Http;

namespace Gateway.Tests.Running;

/// <summary>Raw connections to a gateway, which trust only its certificate.</summary>
static class TlsConnection
{
    static readonly TimeSpan _deadline = TimeSpan.FromSeconds(40);

    public static Task<RawConnection> OpenAsync(
        LocalGateway gateway,
        string from = "127.0.0.1",
        string protocol = "http/1.1",
        int? receiveBuffer = null
    ) =>
        RawConnection.OpenAsync(
            new Uri(gateway.SecureUrl).Port,
            from,
            receiveBuffer,
            new()
            {
                TargetHost = "localhost",
                ApplicationProtocols = [new SslApplicationProtocol(protocol)],
                RemoteCertificateValidationCallback = (_, shown, _, _) =>
                    shown!.GetCertHashString() == gateway.Certificate.GetCertHashString(),
            },
            _deadline
        );

    public static async Task<Http2Connection> OpenHttp2Async(LocalGateway gateway) =>
        await Http2Connection.BeginAsync(await OpenAsync(gateway, protocol: "h2"));

    /// <summary>Sends the bytes, and reads until the gateway closes.</summary>
    public static async Task<string> AskAsync(LocalGateway gateway, string request)
    {
        await using var connection = await OpenAsync(gateway);
        await connection.WriteAsync(request);
        return await connection.ReadToEndAsync();
    }
}
