using System.Security.Cryptography.X509Certificates;
using Analytics.Hosting.Processes;
using Analytics.Local.Processes;

namespace Analytics.Local.Components;

/// <summary>The settings of the gateway.</summary>
/// <param name="Collectors">The collectors' <see cref="HttpComponent.Url"/>s.</param>
public sealed record GatewayOptions(params IReadOnlyList<string> Collectors)
{
    /// <summary>Further settings by their names without GATEWAY_: <c>RATE</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// nginx before the collectors, with a self-signed certificate. <see cref="HttpComponent.Url"/> is its plain port, which accepts
/// no events unless the settings say so.
/// </summary>
public sealed class Gateway : HttpComponent
{
    readonly GatewayOptions _options;
    readonly string _home;
    readonly int _securePort = Ports.Free();

    public Gateway(string folder, GatewayOptions options, string name = "gateway")
        : base(name, folder, "/health/live")
    {
        _options = options;
        _home = Path.Combine(ServiceUser.ForGateway(folder).Folder, name);
        Certificate = GatewayCertificate.Create();
    }

    /// <summary>The HTTPS address for clients.</summary>
    public string SecureUrl => $"https://127.0.0.1:{_securePort}";

    /// <summary>The certificate that clients get after a start or a reload.</summary>
    public X509Certificate2 Certificate { get; private set; }

    /// <summary>The access log, a line of JSON per request.</summary>
    public string AccessLog => Path.Combine(_home, "access.log");

    /// <summary>Replaces the certificate while nginx serves.</summary>
    /// <exception cref="ComponentException">nginx refused the certificate.</exception>
    public async Task ReplaceCertificateAsync()
    {
        var old = Certificate;
        Certificate = GatewayCertificate.Create();
        await PrepareAsync(CancellationToken.None);
        await RunToEndAsync(Command("reload"), "did not reload");
        old.Dispose();
    }

    private protected override Task PrepareAsync(CancellationToken cancellation) =>
        GatewayCertificate.WriteAsync(Certificate, _home, cancellation);

    // SIGQUIT makes nginx finish the requests in flight.
    private protected override ProcessSpec Spec() => Command("run") with { StopSignal = Signal.Quit };

    ProcessSpec Command(string word) =>
        new(Name, ["bash", Path.Combine(Repository.Root, "deploy", "gateway", "gateway.sh"), word], Log)
        {
            Environment = new Dictionary<string, string>(
                _options.Settings.Select(setting => KeyValuePair.Create($"GATEWAY_{setting.Key}", setting.Value))
            )
            {
                ["GATEWAY_COLLECTORS"] = string.Join(',', _options.Collectors.Select(url => new Uri(url).Authority)),
                ["GATEWAY_SERVER_NAME"] = GatewayCertificate.ServerName,
                ["GATEWAY_CERTIFICATE"] = GatewayCertificate.Chain(_home),
                ["GATEWAY_CERTIFICATE_KEY"] = GatewayCertificate.Key(_home),
                ["GATEWAY_ADDRESSES"] = "127.0.0.1",
                ["GATEWAY_HTTPS_PORT"] = $"{_securePort}",
                ["GATEWAY_HTTP_PORT"] = $"{new Uri(Url).Port}",
                ["GATEWAY_FOLDER"] = _home,
            },
        };
}
