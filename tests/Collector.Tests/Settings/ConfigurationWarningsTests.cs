using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Spool;
using Analytics.Collector.Http;
using Analytics.Collector.Keys;
using Analytics.Collector.Settings;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;
using Microsoft.Extensions.Configuration;

namespace Collector.Tests.Settings;

public sealed class ConfigurationWarningsTests(RunningCollector running)
{
    const string Random32 = "q3cJ7w0s1vYtR9bXk2mZ5uHf8LdPa6Ne";

    [Theory]
    [InlineData("Kafka:BootstrapServers=127.0.0.1:9092,[::1]:9092,localhost:9092")]
    [InlineData(
        "Kafka:BootstrapServers=kafka.example:9093",
        "Kafka:Client:security.protocol=SASL_SSL",
        "Kafka:Client:acks=all",
        "Kafka:Client:enable.idempotence=true"
    )]
    [InlineData("Keys:0:Sha256=ab", "Keys:0:Origins:0=https://shop.example")]
    [InlineData("Keys:0:Sha256=ab", "Keys:0:Kind=Server")]
    [InlineData("KeyStore:Database=Host=warehouse.example;Username=analytics_collector;SSL Mode=VerifyFull")]
    [InlineData("KeyStore:Database=Host=/var/run/postgresql,::1,localhost;Username=analytics_collector")]
    [InlineData("Spool:MaxMegabytes=8")]
    [InlineData("Proxy:KnownNetworks:0=10.0.0.0/8", "Proxy:KnownNetworks:1=192.168.1.1")]
    public void Safe_settings_give_no_warning(params string[] settings) => Assert.Empty(Of(settings));

    [Theory]
    [InlineData("Kafka:Client:security.protocol", "Kafka:BootstrapServers=127.0.0.1:9092,kafka.example:9092")]
    [InlineData(
        "Kafka:Client:security.protocol",
        "Kafka:BootstrapServers=kafka.example:9092",
        "Kafka:Client:security.protocol=sasl_plaintext"
    )]
    [InlineData("Kafka:Client:enable.ssl.certificate.verification", "Kafka:Client:enable.ssl.certificate.verification=False")]
    [InlineData("Kafka:Client:acks", "Kafka:Client:acks=1")]
    [InlineData("Kafka:Client:acks", "Kafka:Client:request.required.acks=0")]
    [InlineData("Kafka:Client:enable.idempotence", "Kafka:Client:enable.idempotence=false")]
    [InlineData("Kafka:MaxMessageBytes", "Kafka:MaxMessageBytes=2000000")]
    [InlineData("Keys:0:Origins", "Keys:0:Sha256=ab")]
    [InlineData("Keys:0:Key", $"Keys:0:Key={Random32}", "Keys:0:Kind=Server")]
    [InlineData("Limits:PlainBodyBytes", "Limits:PlainBodyBytes=60000000")]
    [InlineData("Limits:DecompressedBodyBytes", "Limits:DecompressedBodyBytes=200000000")]
    [InlineData("Limits:DecompressionRatio", "Limits:DecompressionRatio=1000")]
    [InlineData("Limits:Events", "Limits:Events=100000")]
    [InlineData("Limits:Depth", "Limits:Depth=256")]
    [InlineData("Limits:Connections", "Limits:Connections=1000000")]
    [InlineData("Limits:HeaderTimeout", "Limits:HeaderTimeout=00:02:00")]
    [InlineData("Limits:BodyTimeout", "Limits:BodyTimeout=00:02:00")]
    [InlineData("Spool:MaxMegabytes", "Spool:MaxMegabytes=0")]
    [InlineData("Spool:MaxMegabytes", "Spool:MaxMegabytes=1000000", "Spool:Folder=not/yet/there")]
    [InlineData("Spool:Folder", "Spool:Folder=/dev/shm/spool")]
    [InlineData("KeyStore:Database", "KeyStore:Database=Host=warehouse.example;Username=analytics_collector")]
    [InlineData("KeyStore:Database", "KeyStore:Database=Host=warehouse.example;Username=analytics_collector;SSL Mode=Require")]
    [InlineData("KeyStore:Snapshot", "KeyStore:Database=Host=127.0.0.1;Username=analytics_collector", "KeyStore:Snapshot=")]
    [InlineData("Proxy:KnownNetworks", "Proxy:KnownNetworks:0=0.0.0.0/0")]
    [InlineData("Spool:Folder", "Spool:Folder=/usr")]
    [InlineData("urls", "urls=http://0.0.0.0:8080")]
    [InlineData("urls", "urls=http://127.0.0.1:1;http://[::]:8080")]
    [InlineData("urls", "urls=http://*:8080/")]
    public void A_risky_setting_gives_a_warning_with_advice(string setting, params string[] settings)
    {
        var warning = Assert.Single(Of(settings));
        Assert.Equal(setting, warning.Setting);
        Assert.NotEmpty(warning.Do);
    }

    [Fact]
    public void A_short_key_that_is_allowed_and_in_clear_gives_two_warnings() =>
        Assert.Equal(
            ["Keys:0:Key", "Keys:0:AllowWeak"],
            Of("Keys:0:Key=demo", "Keys:0:Kind=Server", "Keys:0:AllowWeak=true").Select(warning => warning.Setting)
        );

    [Fact]
    public async Task A_start_logs_each_warning_once_and_a_forwarded_request_one_more_once()
    {
        await using var collector = await running.StartAnotherAsync("Kafka:Client:linger.ms=1", "Limits:Depth=200");
        Assert.Equal(
            ["Keys:0:AllowWeak", "Keys:0:Key", "Keys:0:Origins", "Keys:1:AllowWeak", "Keys:1:Key", "Limits:Depth"],
            Named(collector).Order(StringComparer.Ordinal)
        );

        for (var i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
            request.Headers.Add("X-Forwarded-For", "203.0.113.7");
            (await collector.Http.SendAsync(request, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        }

        await Poll.FindAsync("the forwarded request is named", () =>
            Named(collector).SingleOrDefault(setting => setting == "Proxy:KnownNetworks")
        );
    }

    static string[] Named(CollectorProcess collector) =>
        [
            .. collector
                .Output.Split('\n')
                .Where(line => line.Contains(" warning collector.setting.risky: ", StringComparison.Ordinal))
                .Select(line => line.Split(": ")[1])
                .Where(setting => setting != "Spool:Folder"), // The collector warns when this machine's /tmp is in memory.
        ];

    static List<ConfigurationWarning> Of(params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings
                    .Prepend("Kafka:BootstrapServers=127.0.0.1:9092")
                    .Select(setting => setting.Split('=', 2))
                    .Select(pair => KeyValuePair.Create<string, string?>(pair[0], pair[1]))
                    .Reverse()
                    .DistinctBy(pair => pair.Key)
            )
            .Build();
        var errors = new List<string>();
        T Read<T>(string? section)
            where T : class, new() => SectionReader.Read<T>(configuration, section, errors);
        List<ConfigurationWarning> warnings =
        [
            .. KafkaWarnings.Of(Read<KafkaOptions>(KafkaOptions.Section)),
            .. SpoolWarnings.Of(Read<SpoolOptions>(SpoolOptions.Section)),
            .. KeysWarnings.Of(Read<KeysOptions>(null)),
            .. KeyStoreWarnings.Of(Read<KeyStoreOptions>(KeyStoreOptions.Section)),
            .. LimitsWarnings.Of(Read<LimitsOptions>(LimitsOptions.Section)),
            .. NetworkWarnings.Of(Read<ProxyOptions>(ProxyOptions.Section)),
            .. NetworkWarnings.Of((configuration["urls"] ?? "").Split(';')),
        ];
        Assert.Empty(errors);
        return warnings;
    }
}
