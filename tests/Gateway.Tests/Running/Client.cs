using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Analytics.Local.Components;
using Analytics.Testing.Http;

namespace Gateway.Tests.Running;

/// <summary>Makes clients of a gateway that trust only its certificate.</summary>
static class Client
{
    /// <param name="from">The client's address; all of 127.0.0.0/8 is this machine.</param>
    /// <param name="http">The HTTP version: 1 or 2.</param>
    /// <param name="keep">True when a connection serves more than one request.</param>
    public static HttpClient Of(
        LocalGateway gateway,
        string from = "127.0.0.1",
        int http = 2,
        bool keep = true,
        RemoteCertificateValidationCallback? believes = null
    ) =>
        new(
            new SpokenVersion(
                new Version(http, http == 1 ? 1 : 0),
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    SslOptions =
                    {
                        RemoteCertificateValidationCallback = believes
                            ?? ((_, shown, _, _) => shown!.GetCertHashString() == gateway.Certificate.GetCertHashString()),
                    },
                    ConnectCallback = async (context, cancellation) =>
                        new NetworkStream(
                            await RawConnection.ConnectAsync(context.DnsEndPoint.Port, from, cancellation: cancellation),
                            ownsSocket: true
                        ),
                }
            )
        )
        {
            BaseAddress = new Uri(gateway.SecureUrl),
            DefaultRequestHeaders = { ConnectionClose = keep ? null : true },
        };

    /// <summary>Returns a request with the local key.</summary>
    public static HttpRequestMessage Post(string path, string body, params (string Name, string Value)[] headers) =>
        Post(path, new StringContent(body, Encoding.UTF8, "application/json"), headers);

    public static HttpRequestMessage Post(string path, HttpContent body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", CollectorOptions.Key);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        return request;
    }

    public static string Event(string id) => $$"""{"messageId":"{{id}}","type":"page","userId":"u"}""";

    public static string NewId() => Guid.NewGuid().ToString("N");

    sealed class SpokenVersion(Version version, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (request.Version, request.VersionPolicy) = (version, HttpVersionPolicy.RequestVersionExact);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
