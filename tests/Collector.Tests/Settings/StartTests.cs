using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Analytics.Hosting;
using Collector.Tests.Running;

namespace Collector.Tests.Settings;

public sealed partial class StartTests
{
    [Fact]
    public async Task A_start_with_errors_names_them_all_at_once()
    {
        var (exitCode, output) = await CollectorProcess.RunAsync(
            "Limits:Depth=1",
            "Limits:Events=abc",
            "Limits:EventBytes=1",
            "Limits:Evnet=5",
            "Kafka:MessageTimeout=00:10:00",
            "Proxy:KnownNetworks:0=here",
            "Keys:0:Key=a:b",
            "Keys:1:Source=\u202Emoc.pohs",
            "Keys:2:Key=demo",
            "Keys:3:Sha256=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "Keys:4:Kind=Robot",
            "Keys:5:AllowWeek=true",
            "Kafka:Client:sasl.password=Password1!",
            "KeyStore:Database=Host=x;Sport=canary",
            "KeyStore:RefreshInterval=00:00:05",
            "RateLimits:Burst=5",
            "RateLimits:EventsPerSecnd=5",
            "urls=https://127.0.0.1:0;nowhere",
            "Logs:Format=Xml"
        );

        Assert.Equal(ExitCodes.Usage, exitCode);
        Assert.All(
            (string[])
                [
                    "Limits:Depth",
                    "Limits:Events",
                    "Limits:EventBytes:",
                    "Limits:Evnet",
                    "Kafka:MessageTimeout",
                    "Kafka:BootstrapServers",
                    "Proxy:KnownNetworks",
                    "Keys",
                    "Keys:1:Source:",
                    "Keys:2: a key that is well known",
                    "Keys:3: a key that is well known",
                    "Kafka:Client:sasl.password can be guessed",
                    "KeyStore:Database",
                    "KeyStore:RefreshInterval",
                    "RateLimits:Burst needs",
                    "RateLimits:EventsPerSecnd",
                    "Keys:5:AllowWeek: there is no such setting.",
                    "urls: 'https:",
                    "urls: 'nowhere'",
                    "Logs:Format",
                ],
            setting => Assert.Contains(output.Split('\n'), line => line.StartsWith(setting, StringComparison.Ordinal))
        );
        Assert.DoesNotContain("canary", output);
        Assert.DoesNotContain(output.Split('\n'), line => line.Contains("   at "));
    }

    [Theory]
    [InlineData("Kafka:Client:sasl.mechanizm=PLAIN")]
    [InlineData("Kafka:Client:security.protocol=tls")]
    [InlineData("Kafka:Client:socket.timeout.ms=soon")]
    [InlineData("Kafka:Client:security.protocol=ssl", "Kafka:Client:ssl.ca.location=/etc/hostname")]
    public async Task A_wrong_property_of_kafkas_client_is_one_line(params string[] settings)
    {
        var (exitCode, output) = await CollectorProcess.RunAsync(["Kafka:BootstrapServers=127.0.0.1:1", .. settings]);

        Assert.Equal(ExitCodes.Usage, exitCode);
        Assert.StartsWith("Kafka:Client: ", Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Theory]
    [InlineData(
        "Limits:EventBytes: an event of 200,000 bytes fits into no message of Kafka:MaxMessageBytes, 150,000; lower the former or raise "
            + "the latter.",
        "Limits:EventBytes=200000",
        "Kafka:MaxMessageBytes=150000"
    )]
    [InlineData(
        "Limits:EventBytes: an event of 1,048,576 bytes fits into no message of Kafka:MaxMessageBytes, 1,000,000; lower the former or "
            + "raise the latter.",
        "Limits:EventBytes=1048576"
    )]
    public async Task Limits_that_contradict_each_other_are_refused(string error, params string[] settings)
    {
        var (exitCode, output) = await CollectorProcess.RunAsync(["Kafka:BootstrapServers=127.0.0.1:1", .. settings]);

        Assert.Equal(ExitCodes.Usage, exitCode);
        Assert.Equal([error], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_setting_under_its_old_name_is_refused_with_the_new_one()
    {
        var (exitCode, output) = await CollectorProcess.RunAsync(
            "Kafka:BootstrapServers=127.0.0.1:1",
            "Gateway:Proxies:0=127.0.0.1",
            "limits:idle=00:01:00"
        );

        Assert.Equal(ExitCodes.Usage, exitCode);
        Assert.Equal(
            [
                "Gateway:Proxies: the name of this setting is Proxy:KnownNetworks now.",
                "Limits:Idle: the name of this setting is Limits:KeepAliveTimeout now.",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Fact]
    public async Task A_used_port_gives_a_message_and_an_exit_code()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var (exitCode, output) = await CollectorProcess.RunAsync(
            $"urls=http://{taken.LocalEndpoint}",
            "Kafka:BootstrapServers=127.0.0.1:1"
        );

        Assert.Equal(ExitCodes.Unavailable, exitCode);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Single(lines, line => line.StartsWith("Cannot start: Failed to bind", StringComparison.Ordinal));
        // The log has the exception with its stack in one line.
        Assert.Contains(lines, line => line.Contains("\\n   at ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => !line.StartsWith("Cannot start", StringComparison.Ordinal) && !Entry().IsMatch(line));
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (trace|debug|info|warning|error|critical) ")]
    private static partial Regex Entry();
}
