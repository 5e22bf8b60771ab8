using System.Net;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Compose.Tests.Definition;

/// <summary>The ports, addresses and mounts of the services exist and agree.</summary>
public sealed partial class AddressesTests
{
    public static TheoryData<string> Names => ComposeFile.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_published_port_and_a_health_check_are_where_the_program_listens(string name)
    {
        var service = ComposeFile.Named(name);
        if (!service.IsOurs)
            return;
        var listens = Listens(service);

        Assert.All(service.Ports, port => Assert.Equal(listens, port.Port));
        if (service.Healthcheck is [_, "healthy.sh", var checkedPort, var path])
        {
            Assert.Equal(listens, checkedPort);
            // A liveness check does not depend on other services; the preview has no other check.
            Assert.Equal(name == "preview" ? "/health/live" : "/health/ready", path);
            Assert.Contains(listens!, Dockerfile.Named(service.Target).Last("EXPOSE")!.Split(' '));
        }
    }

    [Fact]
    public void Prometheus_scrapes_where_the_services_listen()
    {
        var configuration = new DeserializerBuilder()
            .Build()
            .Deserialize<Dictionary<string, object>>(File.ReadAllText(Path.Combine(ComposeFile.Folder, "prometheus", "prometheus.yml")));
        var targets = ((List<object>)configuration["scrape_configs"])
            .Cast<Dictionary<object, object>>()
            .SelectMany(job => (List<object>)job["static_configs"])
            .SelectMany(targets => (List<object>)((Dictionary<object, object>)targets)["targets"])
            .Cast<string>()
            .Order();

        Assert.Equal(["collector:8080", "node-exporter:9100", "schedule:8082", "streaming:8081"], targets);
        Assert.All(targets.Select(target => target.Split(':')).Where(target => target[0] != "node-exporter"), target =>
            Assert.Equal(target[1], Listens(ComposeFile.Named(target[0])))
        );
        Assert.Contains("--web.listen-address=:9100", ComposeFile.Named("node-exporter").Command);
    }

    [Fact]
    public void Kafka_is_reached_at_the_address_that_it_advertises()
    {
        var kafka = ComposeFile.Named("kafka").Environment;
        var asked = ComposeFile
            .Services.SelectMany(service => service.Environment)
            .Where(one => one.Key is "ANALYTICS_KAFKA" or "Kafka__BootstrapServers");

        Assert.Equal(3, asked.Count());
        Assert.All(asked, one => Assert.Equal(kafka["KAFKA_ADVERTISED_LISTENERS"], $"PLAINTEXT://{one.Value}"));
        Assert.Equal("LogAppendTime", kafka["KAFKA_LOG_MESSAGE_TIMESTAMP_TYPE"]);
        // The cluster's id is 16 bytes in URL-safe base64.
        Assert.Equal(16, Convert.FromBase64String($"{kafka["CLUSTER_ID"]}==").Length);
    }

    // A name that Kafka does not know is silently ignored, so only those count with which the tests start a broker.
    [Fact]
    public void Kafka_gets_settings_that_a_broker_knows()
    {
        var known = File.ReadAllText(Path.Combine(ComposeFile.Folder, "local", "Kafka", "KafkaBroker.cs"));
        var given = ComposeFile
            .Named("kafka")
            .Environment.Keys.Except(["CLUSTER_ID", "KAFKA_HEAP_OPTS", "KAFKA_LOG_RETENTION_HOURS"])
            .Select(name => name["KAFKA_".Length..].ToLowerInvariant().Replace('_', '.'));

        Assert.All(given, name => Assert.Contains($" {name}=", known, StringComparison.Ordinal));
    }

    [Fact]
    public void Kafka_and_PostgreSQL_are_the_versions_that_the_tests_run()
    {
        Assert.Equal(
            $"apache/kafka:{Version().Match(File.ReadAllText(Path.Combine(ComposeFile.Folder, "kafka", "pom.xml"))).Groups[1].Value}",
            ComposeFile.Named("kafka").Image
        );
        Assert.StartsWith("postgres:15.", ComposeFile.Named("postgres").Image, StringComparison.Ordinal);
    }

    [Fact]
    public void The_collector_trusts_the_gateway_of_this_machine_where_the_readme_says_so()
    {
        var subnet = (string)ComposeFile.Json["networks"]!["front"]!["ipam"]!["config"]![0]!["subnet"]!;
        var network = IPNetwork.Parse(subnet["${FRONT_SUBNET:-".Length..^1]);
        var address = network.BaseAddress.GetAddressBytes();
        address[^1]++;

        // Without a value Compose hands its own variable on, and none where it has none.
        Assert.True(
            ComposeFile.Named("collector").Json["environment"]!.AsObject().TryGetPropertyValue("Proxy__KnownNetworks__0", out var value)
        );
        Assert.Null(value);
        Assert.Contains("front", ComposeFile.Named("collector").Texts("networks"));
        var readme = File.ReadAllText(Path.Combine(ComposeFile.Folder, "compose", "README.md"));
        Assert.Contains($"`Proxy__KnownNetworks__0={new IPAddress(address)}`", readme, StringComparison.Ordinal);
        Assert.Contains($"`FRONT_SUBNET`, {network})", readme, StringComparison.Ordinal);
    }

    // Docker Desktop and WSL2 refuse a further mode, such as rslave, of a path that their root does not share.
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_mounted_path_exists_and_is_read_only(string name)
    {
        foreach (var (source, _, isReadOnly) in ComposeFile.Named(name).Mounts.Where(mount => mount.Source[0] is '.' or '/'))
        {
            Assert.True(Path.Exists(Path.Combine(ComposeFile.Folder, source)), source);
            Assert.True(isReadOnly, source);
        }
    }

    [Fact]
    public void Streaming_and_schedule_share_the_lake()
    {
        Service[] services = [ComposeFile.Named("streaming"), ComposeFile.Named("schedule")];

        Assert.All(services, service => Assert.Contains(("lake", service.Environment["ANALYTICS_LAKE"], false), service.Mounts));
    }

    // The address in the variable or the option of the program.
    static string? Listens(Service service) =>
        service
            .Environment.Where(one => one.Key is "ASPNETCORE_URLS" or "ANALYTICS_SPARK_JOBS_URL" or "ANALYTICS_SCHEDULE_URL")
            .Select(one => one.Value)
            .Append(Dockerfile.Named(service.Target).Last("CMD") ?? "")
            .Select(text => Listening().Match(text))
            .FirstOrDefault(match => match.Success)
            ?.Groups[1]
            .Value;

    [GeneratedRegex(@"http://0\.0\.0\.0:(\d+)")]
    private static partial Regex Listening();

    [GeneratedRegex(@"<artifactId>kafka_2\.13</artifactId>\s*<version>([\d.]+)</version>")]
    private static partial Regex Version();
}
