using System.Net.Security;
using System.Security.Authentication;
using Analytics.Testing.Http;
using Gateway.Tests.Running;

namespace Gateway.Tests;

public sealed class TlsTests(RunningGateway running)
{
    const ushort Strong = 0xc02b; // ECDHE-ECDSA-AES128-GCM-SHA256
    const ushort OldMac = 0xc009; // ECDHE-ECDSA-AES128-SHA: CBC, and all that TLS 1.1 has

    [Theory]
    [InlineData(ClientHello.Tls10)]
    [InlineData(ClientHello.Tls11)]
    public async Task Below_1_2_is_refused_for_its_version(ushort version)
    {
        Assert.Equal("alert 70", await ClientHello.AskAsync(running.Gateway, version, OldMac, Strong));
        Assert.Equal("server hello", await ClientHello.AskAsync(running.Gateway, ClientHello.Tls12, OldMac, Strong));
    }

    [Theory]
    [InlineData(OldMac)]
    [InlineData(0xc024)] // ECDHE-ECDSA-AES256-SHA384: CBC
    [InlineData(0x009c)] // RSA-AES128-GCM: no forward secrecy
    [InlineData(0x000a)] // 3DES
    [InlineData(0xc007)] // RC4
    public async Task A_weak_cipher_alone_is_refused(ushort cipher) =>
        Assert.Equal("alert 40", await ClientHello.AskAsync(running.Gateway, ClientHello.Tls12, cipher));

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task TLS_works_from_version_1_2(SslProtocols version)
    {
        await using var stream = new SslStream(
            new System.Net.Sockets.NetworkStream(
                await RawConnection.ConnectAsync(
                    new Uri(running.Gateway.SecureUrl).Port,
                    cancellation: TestContext.Current.CancellationToken
                ),
                ownsSocket: true
            )
        );
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                EnabledSslProtocols = version,
                RemoteCertificateValidationCallback = (_, shown, _, _) =>
                    shown!.GetCertHashString() == running.Gateway.Certificate.GetCertHashString(),
            },
            TestContext.Current.CancellationToken
        );
        Assert.Equal(version, stream.SslProtocol);
    }

    [Fact]
    public async Task A_client_that_does_not_trust_the_authority_disconnects()
    {
        using var http = new HttpClient();
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() =>
            http.GetAsync(new Uri($"{running.Gateway.SecureUrl}/health/live"), TestContext.Current.CancellationToken)
        );
        Assert.IsType<AuthenticationException>(refusal.InnerException);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_answer_asks_for_TLS_from_now_on(int http)
    {
        using var client = Client.Of(running.Gateway, http: http);
        foreach (var (path, taken) in new[] { ("/v1/events", true), ("/metrics", false) })
        {
            using var answer = await client.SendAsync(
                Client.Post(path, Client.Event(Client.NewId())),
                TestContext.Current.CancellationToken
            );
            Assert.Equal((taken, http), (answer.IsSuccessStatusCode, answer.Version.Major));
            Assert.Equal("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single());
        }
    }
}
