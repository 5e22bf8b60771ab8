using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Analytics.Hosting;

namespace Analytics.Local.Components;

/// <summary>A self-signed certificate for a gateway on this machine, and its files.</summary>
static class GatewayCertificate
{
    public const string ServerName = "localhost";

    public static X509Certificate2 Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(ServerName);
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest($"CN={ServerName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }

    public static string Chain(string folder) => Path.Combine(folder, "certificate.pem");

    public static string Key(string folder) => Path.Combine(folder, "key.pem");

    /// <summary>Writes both files into a folder that only its owner may enter.</summary>
    public static async Task WriteAsync(X509Certificate2 certificate, string folder, CancellationToken cancellation)
    {
        PrivateFolder.Create(folder);
        using var key = certificate.GetECDsaPrivateKey()!;
        await File.WriteAllTextAsync(Chain(folder), certificate.ExportCertificatePem(), cancellation);
        await File.WriteAllTextAsync(Key(folder), key.ExportPkcs8PrivateKeyPem(), cancellation);
    }
}
